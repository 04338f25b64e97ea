"""Who may do what in the assessment. Which rounds exist for a person at all is decided in access.py."""

from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role


def can_review_rounds(user) -> bool:
    """Consultants can be assigned as reviewers."""
    return user.is_authenticated and user.has_role(Role.CONSULTANT)


def can_assign_reviewers(user, round_) -> bool:
    """Managers choose the reviewers, until the round is proposed."""
    return user.has_role(Role.MANAGER) and round_.status in {RoundStatus.DRAFT, RoundStatus.ASSESSING}


def can_see_scores(user, own_review) -> bool:
    """Managers and approvers see all locked scores; a reviewer only after locking the own review.

    `own_review` is the user's review of the application: False where the user does not review the round, None where
    it is not begun.
    """
    if own_review is False:
        return user.has_role(Role.MANAGER, Role.APPROVER)
    return own_review is not None and own_review.is_locked
