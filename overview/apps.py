from django.apps import AppConfig


class OverviewConfig(AppConfig):
    """The public pages, the first page of each role, and how the site fares."""

    name = "overview"
    verbose_name = "Overblik"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from overview.operations.permissions import can_see_operations
        from praksis import navigation

        def is_applicant(user):
            return user.is_authenticated and not user.roles

        def is_no_staff(user):
            return not user.is_authenticated or not user.roles

        navigation.register(
            navigation.Entry("Mine sager", "overview:mine", is_applicant, 10),
            navigation.Entry("Etårigt forløb", "overview:programme_one_year", is_no_staff, 40),
            navigation.Entry("Miniforløb", "overview:programme_mini", is_no_staff, 45),
            navigation.Entry(
                "Drift", "overview:operations", lambda user: user.is_authenticated and can_see_operations(user), 92
            ),
            navigation.Entry("Kontakt", "overview:contact", is_no_staff, 95),
        )
