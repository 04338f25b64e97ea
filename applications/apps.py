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
        from applications.assessment.reminders import due as reviews_due
        from applications.casework.events import EVENTS as CASEWORK
        from applications.casework.permissions import can_list
        from applications.casework.reminders import due as answers_due
        from applications.decisions.events import EVENTS as DECISIONS
        from applications.decisions.reminders import due as decisions_due
        from applications.decisions.request_reminders import due as requests_due
        from applications.drafting.actions.signing import current_hash
        from applications.drafting.events import EVENTS as DRAFTING
        from applications.drafting.reminders import due
        from applications.reference import load
        from applications.rounds.events import EVENTS as ROUNDS
        from praksis import navigation, reference
        from praksis.cases import log
        from praksis.mail import links, permissions, reminders
        from praksis.mail.models import Purpose

        log.describe({**ROUNDS, **DRAFTING, **ASSESSMENT, **CASEWORK, **ALLOCATION, **DECISIONS})
        reference.register(load)
        links.lead_to(Purpose.SIGN_APPLICATION, "applications:sign_start", current_hash=current_hash)
        links.lead_to(Purpose.CONFIRM_LEADER, "applications:confirm_start", current_hash=current_hash)
        links.lead_to(Purpose.CONFIRM_BOARD, "applications:board_start", current_hash=current_hash)
        links.lead_to(Purpose.FILL_INSTITUTION, "applications:part_start")
        reminders.register(due)
        reminders.register(answers_due)
        reminders.register(reviews_due)
        reminders.register(decisions_due)
        reminders.register(requests_due)
        permissions.withhold(withheld_cases)
        navigation.register(
            navigation.Entry("Bedømmelser", "applications:review_list", can_review_rounds, 30),
            navigation.Entry("Ansøgninger", "applications:application_list", can_list, 32),
            navigation.Entry("Runder", "applications:round_list", can_see_rounds, 35),
        )
