from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """The course, from the accepted place to the anchoring."""

    name = "engagements"
    verbose_name = "Forløb"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from applications.allocation import capacity
        from applications.signals import place_accepted
        from engagements import checks  # noqa: F401 - registers the system check
        from engagements import reference as data
        from engagements.agreements.events import EVENTS as AGREEMENTS
        from engagements.courses import promised
        from engagements.courses.events import EVENTS as COURSES
        from engagements.courses.framework_events import EVENTS as FRAMEWORKS
        from engagements.courses.load import loads
        from engagements.courses.receivers import open_accepted_place
        from engagements.dashboard.reminders import month_pages
        from engagements.meetings.capacity import running_minis, spent
        from engagements.meetings.events import EVENTS as MEETINGS
        from praksis import navigation, reference
        from praksis.accounts.models import Role
        from praksis.cases import log
        from praksis.mail import reminders
        from praksis.staffing import sources

        log.describe({**COURSES, **FRAMEWORKS, **MEETINGS, **AGREEMENTS})
        reference.register(data.load)
        reference.register(data.load_hours)
        place_accepted.connect(open_accepted_place, dispatch_uid="engagements.open_accepted_place")
        reminders.register(month_pages)
        capacity.register(running_minis)
        capacity.register_loads(loads)
        sources.register(sources.Source(promised.firm, spent, promised.expected))
        navigation.register(
            navigation.Entry("Min dag", "engagements:my_day", _has(Role.CONSULTANT), 10),
            navigation.Entry("Kalender", "engagements:calendar", _has(Role.CONSULTANT), 15),
            navigation.Entry("Forløb", "engagements:course_list", _has(Role.CONSULTANT, Role.MANAGER), 40),
            navigation.Entry("Rammer", "engagements:framework_list", _has(Role.MANAGER), 45),
        )


def _has(*roles):
    return lambda user: user.is_authenticated and user.has_role(*roles)
