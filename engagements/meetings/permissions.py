"""Who may plan and hold a course's meetings."""

from engagements.courses.models import Engagement
from engagements.courses.permissions import can_run
from engagements.meetings.models import Meeting
from praksis.accounts.models import Role, User


def can_plan(user: User, engagement: Engagement) -> bool:
    """Those who run the course plan its meetings."""
    return can_run(user, engagement)


def can_change(user: User, meeting: Meeting) -> bool:
    """A planned meeting can be moved, held or called off by those who run the course."""
    return meeting.is_planned and can_run(user, meeting.engagement)


def can_log(user: User, engagement: Engagement) -> bool:
    """Those who run the course note what was held, while it runs."""
    return engagement.is_running and can_run(user, engagement)


def can_subscribe(user: User) -> bool:
    """Consultants have a calendar of their own to subscribe to."""
    return user.has_role(Role.CONSULTANT)
