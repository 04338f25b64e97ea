from django.urls import path

from applications.drafting.views import drafts, sending, signing

urlpatterns = [
    path("ansoegninger/ny/<uuid:pk>/", drafts.application_begin, name="begin"),
    path("ansoegninger/<uuid:pk>/", drafts.application_detail, name="application"),
    path("ansoegninger/<uuid:pk>/afsnit/<int:number>/", drafts.application_section, name="section"),
    path("ansoegninger/<uuid:pk>/gem/", drafts.answer_save, name="save"),
    path(
        "ansoegninger/<uuid:pk>/dagtilbud/<uuid:institution>/fjern/",
        drafts.institution_remove,
        name="remove_institution",
    ),
    path("ansoegninger/<uuid:pk>/tjek/", sending.application_check, name="check"),
    path("ansoegninger/<uuid:pk>/til-underskrift/", sending.signature_send, name="send_for_signature"),
    path("ansoegninger/<uuid:pk>/underskrift/", sending.signature_status, name="signature"),
    path("ansoegninger/<uuid:pk>/underskrift/send-igen/", sending.signature_resend, name="resend_link"),
    path("ansoegninger/<uuid:pk>/underskrift/traek-tilbage/", sending.signature_withdraw, name="withdraw_link"),
    path("ansoegninger/<uuid:pk>/underskrift/ret/", sending.director_correct, name="correct_director"),
    path("ansoegninger/<uuid:pk>/send/", sending.application_submit, name="submit"),
    path("ansoegninger/<uuid:pk>/kvittering/", sending.application_receipt, name="receipt"),
    path("ansoegninger/<uuid:pk>/version/<int:number>/", sending.version_detail, name="version"),
    path("underskriv/", signing.sign, name="sign"),
    path("underskriv/kode/", signing.sign_code, name="sign_code"),
    path("underskriv/send-tilbage/", signing.sign_back, name="sign_back"),
    path("underskriv/tak/", signing.sign_thanks, name="sign_thanks"),
    path("underskriv/<str:token>/", signing.sign_start, name="sign_start"),
]
