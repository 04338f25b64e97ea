from django.urls import path

from engagements.attendance import views

EVENT = "konferencer/<slug:slug>/pladser/forloeb/"
COURSE = "forloeb/<slug:reference>/"

urlpatterns = [
    path(EVENT, views.course_seats, name="course_seats"),
    path(EVENT + "hold/", views.course_seats_give, name="course_seats_give"),
    path(COURSE + "konferencer/", views.course_events, name="course_events"),
    path(COURSE + "konferencer/<uuid:pk>/send-link/", views.course_seats_link, name="course_seats_link"),
    path(COURSE + "trin/<int:order>/arrangement/", views.step_event, name="step_event"),
]
