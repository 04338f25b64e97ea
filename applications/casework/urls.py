from django.urls import path

from applications.casework.views import applicant, hearing, listing, staff

CASE = "runder/<uuid:pk>/ansoegning/<uuid:application_pk>"

urlpatterns = [
    path("runder/ansoegninger/", listing.application_list, name="application_list"),
    path("runder/ansoegninger/eksport/", listing.application_export, name="application_export"),
    path("runder/ansoegninger/visninger/<uuid:pk>/fjern/", listing.view_remove, name="view_remove"),
    path("ansoegninger/<uuid:pk>/beskeder/", applicant.messages_with_us, name="messages"),
    path("ansoegninger/<uuid:pk>/beskeder/laest/", applicant.messages_read, name="messages_read"),
    path(
        "ansoegninger/<uuid:pk>/beskeder/bilag/<uuid:document>/",
        applicant.message_attachment,
        name="message_attachment",
    ),
    path("ansoegninger/<uuid:pk>/svar-igen/<uuid:reopening>/", applicant.answer_again, name="answer_again"),
    path("ansoegninger/<uuid:pk>/hoering/<uuid:hearing>/", hearing.hearing, name="hearing"),
    path("ansoegninger/<uuid:pk>/traek-tilbage/", applicant.application_withdraw, name="withdraw"),
    path(f"{CASE}/kontrol/", staff.round_check, name="round_check"),
    path(f"{CASE}/kontrol/kan-bedoemmes/", staff.round_check_pass, name="round_check_pass"),
    path(f"{CASE}/kontrol/svar/<uuid:answer>/", staff.round_ask_again, name="round_ask_again"),
    path(f"{CASE}/kontrol/luk/<uuid:reopening>/", staff.round_answer_close, name="round_answer_close"),
    path(f"{CASE}/beskeder/", staff.round_messages, name="round_messages"),
    path(f"{CASE}/beskeder/laest/", staff.round_messages_read, name="round_messages_read"),
    path(f"{CASE}/beskeder/bilag/<uuid:document>/", staff.round_attachment, name="round_attachment"),
    path(f"{CASE}/hoering/", hearing.round_hearing, name="round_hearing"),
    path(f"{CASE}/hoering/<uuid:hearing>/afslut/", hearing.round_hearing_close, name="round_hearing_close"),
    path(f"{CASE}/notater/", staff.round_notes, name="round_notes"),
]
