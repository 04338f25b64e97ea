from django.urls import path

from conferences.programme import views

urlpatterns = [
    path("konferencer/", views.event_list, name="event_list"),
    path("konferencer/<slug:slug>/", views.event, name="event"),
    path("konferencer/<slug:slug>/offentliggoer/", views.event_publish, name="publish"),
    path("konferencer/<slug:slug>/tag-ned/", views.event_take_down, name="take_down"),
]
