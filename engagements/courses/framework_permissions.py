"""Who may do what with the framework that new courses begin with."""

from praksis.accounts.models import Role, User


def can_see_frameworks(user: User) -> bool:
    """Managers and consultants read the framework and its editions."""
    return user.has_role(Role.MANAGER, Role.CONSULTANT)


def can_edit_frameworks(user: User) -> bool:
    """Managers make new editions and take them into use."""
    return user.has_role(Role.MANAGER)
