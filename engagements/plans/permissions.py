"""Who may write in a course's plans."""

from engagements.courses.models import Engagement
from engagements.courses.permissions import can_run, writes_for_party
from praksis.accounts.models import User


def can_write(user: User, engagement: Engagement) -> bool:
    """Both sides write together, until the course is closed."""
    return not engagement.is_closed and (can_run(user, engagement) or writes_for_party(user, engagement))
