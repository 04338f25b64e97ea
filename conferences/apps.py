from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Conferences and theme days."""

    name = "conferences"
    verbose_name = "Konferencer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from conferences.afterwards.events import EVENTS as AFTERWARDS
        from conferences.afterwards.reminders import due as thanks
        from conferences.afterwards.slides.events import EVENTS as SLIDES
        from conferences.door.badge_events import EVENTS as BADGES
        from conferences.door.events import EVENTS as DOOR
        from conferences.door.permissions import can_check_in
        from conferences.programme import followers
        from conferences.programme.events import EVENTS as PROGRAMME
        from conferences.programme.permissions import can_create
        from conferences.programme.reminders import due as parts_to_check
        from conferences.reference import load
        from conferences.registration.actions.following import follow, follow_calling_off
        from conferences.registration.events import EVENTS as REGISTRATION
        from conferences.registration.reminders import due as days_to_come
        from praksis import navigation, reference
        from praksis.cases import log
        from praksis.mail import links, reminders
        from praksis.mail.models import Purpose

        log.describe({**PROGRAMME, **REGISTRATION, **DOOR, **BADGES, **AFTERWARDS, **SLIDES})
        reference.register(load)
        links.lead_to(Purpose.SEE_REGISTRATION, "conferences:registration_open")
        links.lead_to(Purpose.REGISTER_FROM_COURSE, "conferences:allowance_open")
        links.lead_to(Purpose.CHECK_PROGRAMME, "conferences:check_open")
        reminders.register(days_to_come)
        followers.register(follow, follow_calling_off)
        reminders.register(parts_to_check)
        reminders.register(thanks)
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
