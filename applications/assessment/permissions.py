"""Who may do what in the assessment. Which rounds exist for a person at all is decided in access.py."""

from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role


def can_review_rounds(user) -> bool:
    """Consultants can be assigned as reviewers."""
    return user.is_authenticated and user.has_role(Role.CONSULTANT)


def can_assign_reviewers(user, round_) -> bool:
    """Managers choose the reviewers, until the round is proposed."""
    return user.has_role(Role.MANAGER) and round_.status in {RoundStatus.DRAFT, RoundStatus.ASSESSING}


def can_see_others(own_review) -> bool:
    """A reviewer sees the others' scores of an application once the own review of it is locked."""
    return own_review is not None and own_review.is_locked
