from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """From the round's texts to the announced decision."""

    name = "applications"
    verbose_name = "Ansøgninger"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from applications.allocation.events import EVENTS as ALLOCATION
        from applications.allocation.permissions import can_see_rounds
        from applications.assessment.access import withheld_cases
        from applications.assessment.events import EVENTS as ASSESSMENT
        from applications.assessment.permissions import can_review_rounds
        from applications.drafting.actions.signing import current_hash
        from applications.drafting.events import EVENTS as DRAFTING
        from applications.drafting.reminders import due
        from applications.reference import load
        from applications.rounds.events import EVENTS as ROUNDS
        from praksis import navigation, reference
        from praksis.cases import log
        from praksis.mail import links, permissions, reminders
        from praksis.mail.models import Purpose

        log.describe({**ROUNDS, **DRAFTING, **ASSESSMENT, **ALLOCATION})
        reference.register(load)
        links.lead_to(Purpose.SIGN_APPLICATION, "applications:sign_start", current_hash=current_hash)
        reminders.register(due)
        permissions.withhold(withheld_cases)
        navigation.register(
            navigation.Entry("Bedømmelser", "applications:review_list", can_review_rounds, 30),
            navigation.Entry("Runder", "applications:round_list", can_see_rounds, 35),
        )
