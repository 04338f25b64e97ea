"""Who has a day of their own here."""

from praksis.accounts.models import Role, User


def has_a_day(user: User) -> bool:
    """ "Min dag" is the consultants'."""
    return user.has_role(Role.CONSULTANT)


def can_export(user: User) -> bool:
    """The managers take the portfolio out as a file."""
    return user.has_role(Role.MANAGER)


def is_staff_side(user: User) -> bool:
    """Whether the user meets a course as one of us, rather than as the party."""
    return user.has_role(Role.CONSULTANT, Role.MANAGER)
