from django.urls import path, register_converter

from engagements.evaluation.models import IN_ADDRESS
from engagements.evaluation.views import answering, evaluator, waves


class WhichSurvey:
    """ "foer" or "efter"."""

    regex = "|".join(IN_ADDRESS.values())

    def to_python(self, value):
        return next(kind for kind, words in IN_ADDRESS.items() if words == value)

    def to_url(self, value):
        return IN_ADDRESS[value]


register_converter(WhichSurvey, "survey")

COURSE = "forloeb/<slug:reference>/evaluering/"
WAVE = COURSE + "<survey:kind>/"
RECIPIENT = WAVE + "modtagere/<uuid:recipient>/"
CALENDAR = "evaluering/kalender/"

urlpatterns = [
    path(COURSE, waves.course_evaluation, name="course_evaluation"),
    path(WAVE + "send/", waves.survey_send, name="survey_send"),
    path(WAVE + "modtagere/", waves.survey_recipients, name="survey_recipients"),
    path(WAVE + "forlaeng/", waves.survey_prolong, name="survey_prolong"),
    path(WAVE + "luk/", waves.survey_close, name="survey_close"),
    path(RECIPIENT + "fjern/", waves.recipient_remove, name="recipient_remove"),
    path(RECIPIENT + "send-igen/", waves.recipient_send_again, name="recipient_send_again"),
    path("spoergeskema/svar/", answering.survey, name="survey"),
    path("spoergeskema/tak/", answering.survey_thanks, name="survey_thanks"),
    path("spoergeskema/<str:token>/", answering.survey_start, name="survey_start"),
    path("evaluering/", evaluator.evaluation, name="evaluation"),
    path("evaluering/resultater/", evaluator.evaluation_results, name="evaluation_results"),
    path("evaluering/udtraek/", evaluator.evaluation_extract, name="evaluation_extract"),
    path(CALENDAR + "ny/", evaluator.collection_add, name="collection_add"),
    path(CALENDAR + "<uuid:pk>/", evaluator.collection_edit, name="collection_edit"),
    path(CALENDAR + "<uuid:pk>/fjern/", evaluator.collection_remove, name="collection_remove"),
]
