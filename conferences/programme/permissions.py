"""Who may do what with an event."""

from conferences.programme.models import Event
from praksis.accounts.models import Role


def can_run(user) -> bool:
    """Managers run the events, and answer for what is kept of their guests."""
    return user.is_authenticated and user.has_role(Role.MANAGER)


def can_publish(user, event: Event) -> bool:
    """Managers decide what the public sees."""
    return user.is_authenticated and user.has_role(Role.MANAGER)
