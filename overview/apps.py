from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "overview"
    verbose_name = "Overblik"
    default_auto_field = "django.db.models.BigAutoField"
