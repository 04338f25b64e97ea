from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Conferences and theme days."""

    name = "conferences"
    verbose_name = "Konferencer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from conferences.door.events import EVENTS as DOOR
        from conferences.door.permissions import can_check_in
        from conferences.programme.events import EVENTS as PROGRAMME
        from conferences.programme.permissions import can_create
        from conferences.reference import load
        from conferences.registration.events import EVENTS as REGISTRATION
        from conferences.registration.reminders import due as days_to_come
        from praksis import navigation, reference
        from praksis.cases import log
        from praksis.mail import links, reminders
        from praksis.mail.models import Purpose

        log.describe({**PROGRAMME, **REGISTRATION, **DOOR})
        reference.register(load)
        links.lead_to(Purpose.SEE_REGISTRATION, "conferences:registration_open")
        links.lead_to(Purpose.REGISTER_FROM_COURSE, "conferences:allowance_open")
        reminders.register(days_to_come)
        # Consultants have a full menu of their own; the page is on the front page for them too.
        navigation.register(
            navigation.Entry(
                "Konferencer",
                "conferences:event_list",
                lambda user: not (user.is_authenticated and user.runs_the_work) or can_create(user),
                60,
            )
        )
        navigation.register(navigation.Entry("Indgang", "conferences:doors", can_check_in, 61))
