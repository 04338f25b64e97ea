"""Who may do what with an event."""

from conferences.programme.models import Event
from praksis.accounts.models import Role


def can_create(user) -> bool:
    """Managers decide what is held."""
    return user.is_authenticated and user.has_role(Role.MANAGER)


def can_publish(user, event: Event) -> bool:
    """Managers decide what the public sees."""
    return user.is_authenticated and user.has_role(Role.MANAGER)


def can_edit(user, event: Event) -> bool:
    """Managers lay the programme."""
    return user.is_authenticated and user.has_role(Role.MANAGER)
