"""Who looks after the accounts of the staff."""

from praksis.accounts.models import Role


def can_manage_staff(user) -> bool:
    """Only administrators: a manager cannot give anybody a role, least of all himself."""
    return user.is_authenticated and user.has_role(Role.ADMINISTRATOR)
