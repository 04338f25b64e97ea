"""Who looks after the site."""

from praksis.accounts.models import Role


def can_see_operations(user) -> bool:
    """Administrators, who run the site, and managers, whose letters and agreements it is that did not arrive.

    Both have the outbox as well. Nobody else could do anything about what stands there.
    """
    return user.has_role(Role.ADMINISTRATOR, Role.MANAGER)
