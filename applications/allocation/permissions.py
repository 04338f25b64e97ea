"""Who may do what with a round's decisions. Interests are applied before these are asked (assessment/access.py)."""

from applications.allocation.models import Decision, Proposal
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role
from praksis.organisations.models import MembershipRole


def can_see_rounds(user) -> bool:
    """Managers and approvers have the rounds in their menu."""
    return user.is_authenticated and user.has_role(Role.MANAGER, Role.APPROVER)


def can_choose(user, round_: Round) -> bool:
    """Managers choose while the round is being assessed."""
    return user.has_role(Role.MANAGER) and round_.is_closed


def can_extend(user, round_: Round) -> bool:
    """Managers give more time, in a round that is open or has just been."""
    return user.has_role(Role.MANAGER) and round_.status == RoundStatus.ASSESSING


def can_see_sums(*, reviews_it: bool, has_locked_all: bool) -> bool:
    """See what is calculated: whoever also reviews the round has locked every review of theirs first."""
    return has_locked_all or not reviews_it


def can_propose(user, round_: Round) -> bool:
    """Managers propose what they have chosen."""
    return can_choose(user, round_)


def can_send_back(user, round_: Round) -> bool:
    """An approver can ask for a proposal to be looked at again; the action says which approved one goes back."""
    return user.has_role(Role.APPROVER) and round_.status in {RoundStatus.PROPOSED, RoundStatus.APPROVED}


def can_approve(user, round_: Round, proposal: Proposal | None) -> bool:
    """An approver approves, unless the proposal is the approver's own."""
    if proposal is None or round_.status != RoundStatus.PROPOSED:
        return False
    return user.has_role(Role.APPROVER) and proposal.proposed_by_id != user.pk


def can_announce(user, round_: Round) -> bool:
    """Managers announce what has been approved."""
    return user.has_role(Role.MANAGER) and round_.status == RoundStatus.APPROVED


def can_answer(user, decision: Decision) -> bool:
    """Say yes or no to a place: a confirmed owner of the organisation that got it."""
    return any(
        membership.organisation_id == decision.application.applicant_id
        and membership.confirmed_at is not None
        and membership.role == MembershipRole.OWNER
        for membership in user.active_memberships
    )


def can_see_scores(user, *, is_reviewed: bool, reviews_it: bool, has_locked: bool) -> bool:
    """See the scores of one application: managers as they come in, approvers when all are in.

    Whoever also reviews the round sees them only after locking the own review.
    """
    if reviews_it:
        return has_locked
    return user.has_role(Role.MANAGER) or is_reviewed
