from django.apps import AppConfig
from django.db.models import ForeignKey, UUIDField


class PraksisConfig(AppConfig):
    """The ground: mail, cases, people, organisations, documents."""

    name = "praksis"
    verbose_name = "Praksis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from praksis import navigation, reference, uuids
        from praksis.accounts.events import EVENTS as ACCOUNTS
        from praksis.accounts.permissions import can_manage_staff
        from praksis.among import Among
        from praksis.cases import log
        from praksis.cases.events import EVENTS as CASES
        from praksis.mail import links, reminders
        from praksis.mail.models import Purpose
        from praksis.mail.permissions import can_read_outbox
        from praksis.organisations.events import EVENTS as ORGANISATIONS
        from praksis.organisations.permissions import can_see_all, is_member_somewhere
        from praksis.organisations.reminders import people_who_wait
        from praksis.staffing import reference as competences
        from praksis.staffing.events import EVENTS as STAFFING
        from praksis.staffing.permissions import can_see as can_see_staffing

        for field in (UUIDField, ForeignKey):
            field.register_lookup(Among)
        uuids.remember()
        log.describe({**CASES, **ACCOUNTS, **ORGANISATIONS, **STAFFING})
        links.lead_to(Purpose.JOIN_ORGANISATION, "organisations:invitation_open")
        reminders.register(people_who_wait)
        navigation.register(
            navigation.Entry("Kolleger", "organisations:organisation_list", is_member_somewhere, 80),
            navigation.Entry("Organisationer", "organisations:organisation_list", can_see_all, 80),
            navigation.Entry("Bemanding", "staffing:calendar", can_see_staffing, 50),
            navigation.Entry("Medarbejdere", "accounts:staff_list", can_manage_staff, 85),
            navigation.Entry("Udbakke", "mail:list", lambda user: user.is_authenticated and can_read_outbox(user), 90),
        )
        reference.register(reference.load)
        reference.register(competences.load)
