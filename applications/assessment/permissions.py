"""Who may do what in the assessment. Which rounds exist for a person at all is decided in access.py."""

from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role


def can_review_rounds(user) -> bool:
    """Consultants can be assigned as reviewers."""
    return user.is_authenticated and user.has_role(Role.CONSULTANT)


def can_assign_reviewers(user, round_) -> bool:
    """Managers choose the reviewers, until the round is proposed."""
    return user.has_role(Role.MANAGER) and round_.status in {RoundStatus.DRAFT, RoundStatus.ASSESSING}


def can_rule(user) -> bool:
    """Managers and approvers decide about others' interests, in rounds in which they have none themselves."""
    return user.has_role(Role.MANAGER, Role.APPROVER)


def can_check_papers(user) -> bool:
    """Managers look at the signatures that were given on paper."""
    return user.has_role(Role.MANAGER)


def can_see_others(own_review) -> bool:
    """A reviewer sees the others' scores of an application once the own review of it is locked."""
    return own_review is not None and own_review.is_locked


def can_agree(user, *, reviews: bool, has_left: bool) -> bool:
    """Read all scores side by side and note what is agreed: managers and reviewers, who first lock all of their own."""
    return (reviews or user.has_role(Role.MANAGER)) and not has_left
