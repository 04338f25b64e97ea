from django.urls import path

from conferences.afterwards.views import managing, own

OWN = "tilmelding/min/<uuid:pk>/bagefter/"
EVENT = "konferencer/<slug:slug>/"
GUEST = EVENT + "deltagere/<uuid:pk>/"

urlpatterns = [
    path(OWN, own.registration_afterwards, name="registration_afterwards"),
    path(OWN + "deltagerbevis.pdf", own.certificate, name="registration_certificate"),
    path(OWN + "evaluering/", own.answer, name="registration_answer"),
    path(EVENT + "evaluering/", managing.evaluation, name="evaluation"),
    path(EVENT + "evaluering/hent/", managing.evaluation_export, name="evaluation_export"),
    path(GUEST + "deltagerbevis/", managing.guest_certificate, name="guest_certificate"),
    path(GUEST + "send-deltagerbevis/", managing.guest_send_thanks, name="guest_send_thanks"),
]
