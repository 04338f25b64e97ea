"""Who may look into the outbox."""

from praksis.accounts.models import Role


def can_read_outbox(user) -> bool:
    """Managers and administrators see the letters, so that they can help where one did not arrive."""
    return user.has_role(Role.MANAGER, Role.ADMINISTRATOR)
