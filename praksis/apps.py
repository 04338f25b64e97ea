from django.apps import AppConfig


class PraksisConfig(AppConfig):
    """The ground: mail, cases, people, organisations, documents."""

    name = "praksis"
    verbose_name = "Praksis"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from praksis import navigation, reference
        from praksis.accounts.events import EVENTS as ACCOUNTS
        from praksis.cases import log
        from praksis.mail.permissions import can_read_outbox
        from praksis.organisations.events import EVENTS as ORGANISATIONS

        log.describe({**ACCOUNTS, **ORGANISATIONS})
        navigation.register(
            navigation.Entry("Udbakke", "mail:list", lambda user: user.is_authenticated and can_read_outbox(user), 90)
        )
        reference.register(reference.load)
