from django.urls import path

from conferences.registration.views import erasing, own, registering

OWN = "tilmelding/min/<uuid:pk>/"

urlpatterns = [
    path("konferencer/sletning/", erasing.erasing, name="erasing"),
    path("konferencer/<slug:slug>/tilmelding/", registering.register, name="register"),
    path("konferencer/<slug:slug>/tilmelding/tak/", registering.registered, name="registered"),
    path("tilmelding/forloeb/<str:token>/", registering.allowance_open, name="allowance_open"),
    path(OWN, own.registration, name="registration"),
    path(OWN + "ret/", own.registration_correct, name="registration_correct"),
    path(OWN + "workshops/", own.registration_workshops, name="registration_workshops"),
    path(OWN + "afmeld/", own.registration_cancel, name="registration_cancel"),
    path(OWN + "kalender.ics", own.registration_calendar, name="registration_calendar"),
    path("tilmelding/<str:token>/", own.registration_open, name="registration_open"),
]
