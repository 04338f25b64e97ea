from django.urls import path

from conferences.registration.views import erasing, figures, guests, own, participants, places, registering

OWN = "tilmelding/min/<uuid:pk>/"
GUESTS = "konferencer/<slug:slug>/deltagere/"
GUEST = GUESTS + "<uuid:pk>/"
LIST = "konferencer/<slug:slug>/deltagerliste/"
PLACES = "konferencer/<slug:slug>/pladser/"

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
    path(OWN + "deltagere/", participants.participants, name="participants"),
    path("tilmelding/<str:token>/", own.registration_open, name="registration_open"),
    path(GUESTS, guests.guests, name="guests"),
    path(GUESTS + "hent/", guests.guests_export, name="guests_export"),
    path(GUESTS + "hent-mad-og-behov/", guests.kitchen_export, name="kitchen_export"),
    path(GUESTS + "ny/", guests.guest_add, name="guest_add"),
    path(GUEST, guests.guest, name="guest"),
    path(GUEST + "ret/", guests.guest_correct, name="guest_correct"),
    path(GUEST + "workshops/", guests.guest_workshops, name="guest_workshops"),
    path(GUEST + "afmeld/", guests.guest_cancel, name="guest_cancel"),
    path(GUEST + "send-igen/", guests.guest_send_again, name="guest_send_again"),
    path(LIST, participants.participant_list, name="participant_list"),
    path(LIST + "hent/", participants.participant_list_export, name="participant_list_export"),
    path(PLACES, places.places, name="places"),
    path(PLACES + "antal/", places.capacity, name="capacity"),
    path(PLACES + "hold/", places.allowance_give, name="allowance_give"),
    path(PLACES + "<uuid:pk>/ret/", places.allowance_change, name="allowance_change"),
    path(PLACES + "<uuid:pk>/send-link/", places.allowance_send, name="allowance_send"),
    path(PLACES + "<uuid:pk>/giv-fri/", places.allowance_take_away, name="allowance_take_away"),
    path("konferencer/<slug:slug>/tal/", figures.figures, name="figures"),
]
