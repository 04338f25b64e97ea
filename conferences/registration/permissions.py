"""Who may do what with the registrations of an event."""

from praksis.accounts.models import Role


def can_manage(user) -> bool:
    """Managers see who comes, help guests with their registrations, and say how many seats there are."""
    return user.is_authenticated and user.has_role(Role.MANAGER)
