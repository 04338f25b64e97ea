"""Who looks after the slides of an event. Speakers and participants come by their links."""

from praksis.accounts.models import Role


def can_manage(user) -> bool:
    """Managers put slides there, take them away, and say when the participants may fetch them."""
    return user.is_authenticated and user.has_role(Role.MANAGER)
