"""Who is told of a decision. Reads, saves nothing."""

from collections.abc import Iterable
from uuid import UUID

from applications.allocation.models import Decision
from praksis.organisations.models import Membership, MembershipRole


def readers_of(decisions: Iterable[Decision]) -> dict[Decision, list[str]]:
    """Who is told of each decision: the applicant's confirmed owners, and whoever handed in and is still a member.

    Where nobody is left, it is whoever handed in all the same, or sent it by mail. In one query for all of them.
    """
    decisions = list(decisions)
    memberships = Membership.objects.active().filter(
        organisation__in={decision.application.applicant_id for decision in decisions}, user__is_active=True
    )
    of_each: dict[UUID, list[Membership]] = {}
    for membership in memberships.select_related("user").order_by("user__email"):
        of_each.setdefault(membership.organisation_id, []).append(membership)
    return {decision: _addresses(decision, of_each) for decision in decisions}


def _addresses(decision: Decision, of_each: dict[UUID, list[Membership]]) -> list[str]:
    application = decision.application
    return [
        membership.user.email
        for membership in of_each.get(application.applicant_id, [])
        if (membership.role == MembershipRole.OWNER and membership.confirmed_at)
        or membership.user_id == application.submitted_by_id
    ] or [application.contact_email]
