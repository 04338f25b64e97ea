from django.apps import AppConfig


class EngagementsConfig(AppConfig):
    """The course, from the accepted place to the anchoring."""

    name = "engagements"
    verbose_name = "Forløb"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from applications.allocation import capacity
        from applications.signals import place_accepted
        from conferences.registration import neighbours
        from engagements import checks  # noqa: F401 - registers the system check
        from engagements import reference as data
        from engagements.agreements.events import EVENTS as AGREEMENTS
        from engagements.attendance.events import EVENTS as ATTENDANCE
        from engagements.courses import promised
        from engagements.courses.events import EVENTS as COURSES
        from engagements.courses.framework_events import EVENTS as FRAMEWORKS
        from engagements.courses.load import loads
        from engagements.courses.receivers import open_accepted_place
        from engagements.dashboard.reminders import month_pages
        from engagements.evaluation.events import EVENTS as EVALUATION
        from engagements.evaluation.reminders import due as surveys_due
        from engagements.knowledge.events import EVENTS as KNOWLEDGE
        from engagements.meetings.capacity import running_minis, spent
        from engagements.meetings.events import EVENTS as MEETINGS
        from engagements.meetings.follow_up_reminders import due as follow_ups_due
        from engagements.meetings.reminders import due as polls_due
        from engagements.plans.anchoring_reminders import due as anchoring_due
        from engagements.plans.events import EVENTS as PLANS
        from engagements.plans.reminders import due as silent_groups
        from praksis import navigation, reference
        from praksis.accounts.models import Role
        from praksis.cases import log
        from praksis.mail import links, reminders
        from praksis.mail.models import Purpose
        from praksis.staffing import sources

        log.describe({**COURSES, **FRAMEWORKS, **MEETINGS, **PLANS, **AGREEMENTS, **EVALUATION, **KNOWLEDGE})
        log.describe(ATTENDANCE)
        reference.register(data.load)
        neighbours.register("Giv alle forløb pladser", "engagements:course_seats")
        reminders.register(follow_ups_due)
        links.lead_to(Purpose.WRITE_INTERVENTIONS, "engagements:held_start")
        reminders.register(silent_groups)
        reference.register(data.load_hours)
        place_accepted.connect(open_accepted_place, dispatch_uid="engagements.open_accepted_place")
        reminders.register(month_pages)
        capacity.register(running_minis)
        capacity.register_loads(loads)
        links.lead_to(Purpose.ANSWER_POLL, "engagements:poll_open")
        reminders.register(polls_due)
        links.lead_to(Purpose.FOLLOW_UP_ANCHORING, "engagements:anchoring_follow_up_start")
        reminders.register(anchoring_due)
        links.lead_to(Purpose.ANSWER_SURVEY, "engagements:survey_start")
        reminders.register(surveys_due)
        sources.register(sources.Source(promised.firm, spent, promised.expected))
        navigation.register(
            navigation.Entry("Min dag", "engagements:my_day", _has(Role.CONSULTANT), 10),
            navigation.Entry("Kalender", "engagements:calendar", _has(Role.CONSULTANT), 15),
            navigation.Entry("Forløb", "engagements:course_list", _has(Role.CONSULTANT, Role.MANAGER), 40),
            navigation.Entry("Rammer", "engagements:framework_list", _has(Role.MANAGER), 45),
            # Managers have a full menu of their own; the library is on the courses' pages for them too.
            navigation.Entry("Viden", "engagements:library", _has_not(Role.MANAGER, Role.APPROVER), 55),
            navigation.Entry("Redaktion", "engagements:editing", _has(Role.KNOWLEDGE_CONSULTANT), 50),
            navigation.Entry("Evaluering", "engagements:evaluation", _has(Role.EVALUATOR, Role.MANAGER), 47),
        )


def _has(*roles):
    return lambda user: user.is_authenticated and user.has_role(*roles)


def _has_not(*roles):
    return lambda user: not (user.is_authenticated and user.has_role(*roles))
