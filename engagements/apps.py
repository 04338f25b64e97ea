from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """The course, from the accepted place to the anchoring."""

    name = "engagements"
    verbose_name = "Forløb"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from engagements.agreements.events import EVENTS as AGREEMENTS
        from engagements.courses.events import EVENTS as COURSES
        from engagements.meetings.events import EVENTS as MEETINGS
        from praksis.cases import log

        log.describe({**COURSES, **MEETINGS, **AGREEMENTS})
