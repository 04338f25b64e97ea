from django.urls import path

from engagements.courses import views

COURSE = "forloeb/<slug:reference>/"

urlpatterns = [
    path(COURSE + "hold/", views.course_team, name="course_team"),
    path(COURSE + "start/", views.course_start, name="course_start"),
    path(COURSE + "afslut/", views.course_close, name="course_close"),
    path(COURSE + "giv-pladsen-tilbage/", views.course_give_back, name="course_give_back"),
    path(COURSE + "trin/<int:order>/faerdig/", views.step_complete, name="step_complete"),
    path(COURSE + "trin/<int:order>/genaabn/", views.step_reopen, name="step_reopen"),
    path(COURSE + "trin/<int:order>/ikke-relevant/", views.step_skip, name="step_skip"),
]
