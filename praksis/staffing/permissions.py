"""Who sees and changes the consultants' competences, capacity and promises."""

from praksis.accounts.models import Role, User


def can_see(user: User) -> bool:
    """The consultants see each other's load, as they see all courses; the managers plan by it."""
    return user.is_authenticated and user.has_role(Role.CONSULTANT, Role.MANAGER)


def can_plan(user: User) -> bool:
    """Managers set capacity, pencil consultants in and take the calendar out."""
    return user.has_role(Role.MANAGER)


def can_see_reasons(user: User, consultant: User) -> bool:
    """Why somebody has less time is told to the managers and to the consultant alone."""
    return can_plan(user) or user.pk == consultant.pk


def can_edit_competences(user: User, consultant: User) -> bool:
    """Consultants say themselves what they are good at; managers may too."""
    return can_plan(user) or user.pk == consultant.pk
