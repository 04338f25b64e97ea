"""Who may have an agreement made."""

from engagements.courses.models import Engagement
from engagements.courses.permissions import can_run
from praksis.accounts.models import User


def can_request(user: User, engagement: Engagement) -> bool:
    """Those who run the course have its agreement made."""
    return can_run(user, engagement)
