"""Who sees the registrations of an event, and does something for the guests. A guest's own page opens by their link."""

from praksis.accounts.models import Role


def can_manage(user) -> bool:
    """Managers see who comes, help guests with their registrations, and say how many seats there are."""
    return user.is_authenticated and user.has_role(Role.MANAGER)


def can_see_erasing(user) -> bool:
    """The managers answer for it that nothing is kept too long."""
    return user.has_role(Role.MANAGER)
