"""Who may do what with announced decisions. Interests are applied before these are asked (assessment/access.py)."""

from applications.allocation.models import Decision
from applications.allocation.permissions import can_choose
from applications.drafting import permissions as drafting
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role


def can_rank(user, round_: Round) -> bool:
    """Managers put the reserve list in order while they choose."""
    return can_choose(user, round_)


def can_follow_decisions(user, round_: Round) -> bool:
    """Managers and approvers read what was announced, and what has become of it."""
    return user.has_role(Role.MANAGER, Role.APPROVER) and round_.status == RoundStatus.ANNOUNCED


def can_replace(user, decision: Decision) -> bool:
    """An approver replaces an announced decision with a new one, but not a decision that is the person's own."""
    return (
        user.has_role(Role.APPROVER)
        and decision.round.status == RoundStatus.ANNOUNCED
        and decision.chosen_by_id != user.pk
    )


def can_answer_requests(user) -> bool:
    """Managers answer what is asked about decisions, and approvers where they step in for them."""
    return user.has_role(Role.MANAGER, Role.APPROVER)


def can_ask(user, decision: Decision) -> bool:
    """Ask about an announced decision: those who wrote for the applicant, confirmed or the one who began it."""
    application = decision.application
    membership = drafting.membership_of(user, application)
    if not membership or membership.role not in drafting.WRITERS:
        return False
    return membership.confirmed_at is not None or application.created_by_id == user.pk
