"""Who sees what of the guests as a whole. A guest's own page is opened by their link."""

from praksis.accounts.models import Role


def can_see_erasing(user) -> bool:
    """The managers answer for it that nothing is kept too long."""
    return user.has_role(Role.MANAGER)
