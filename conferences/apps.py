from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Conferences and theme days."""

    name = "conferences"
    verbose_name = "Konferencer"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from conferences.programme.events import EVENTS as PROGRAMME
        from praksis.cases import log

        log.describe({**PROGRAMME})
