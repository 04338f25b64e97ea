"""Who may write in a course's plans."""

from engagements.courses.models import Engagement
from engagements.courses.permissions import can_run, is_on_team, writes_for_party
from praksis.accounts.models import Role, User


def can_write(user: User, engagement: Engagement) -> bool:
    """Both sides write together, until the course is closed."""
    return not engagement.is_closed and (can_run(user, engagement) or writes_for_party(user, engagement))


def can_follow_up(user: User, engagement: Engagement) -> bool:
    """Once it is closed, the course's consultants and the managers see to whom it is asked what became of it."""
    if not engagement.is_closed or engagement.ended_early:
        return False
    return user.has_role(Role.MANAGER) or is_on_team(user, engagement)


def can_see_follow_ups(user: User) -> bool:
    """Consultants and managers look over all courses: what lives on, and who has not answered."""
    return user.has_role(Role.CONSULTANT, Role.MANAGER)
