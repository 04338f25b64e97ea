"""Who may read, write, sign for and hand in an application. Predicates for views and templates alike."""

from applications.drafting.models import Application
from praksis.organisations.models import Membership, MembershipRole

WRITERS = {MembershipRole.OWNER, MembershipRole.EDITOR}


def can_view(user, application: Application) -> bool:
    """Confirmed members of the applicant, and whoever began the draft as long as he or she is a member."""
    membership = membership_of(user, application)
    return membership is not None and (_is_confirmed(membership) or _began(user, application))


def can_edit(user, application: Application) -> bool:
    """Write in the draft: owners and editors, and whoever began it. Nobody once it is handed in or withdrawn."""
    membership = membership_of(user, application)
    if not membership or not application.is_draft:
        return False
    if _is_confirmed(membership):
        return membership.role in WRITERS
    return _began(user, application) and membership.role in WRITERS


def can_send_for_signature(user, application: Application) -> bool:
    """Send the text to the director, and take it back: the owner, or whoever began it while unconfirmed.

    Submitting never waits for the confirmation of a membership: the director's signature proves the authority.
    """
    return application.is_draft and can_submit(user, application)


def can_submit(user, application: Application) -> bool:
    """Hand the signed application in, or ask for its receipt again: the same people who may send it for signature."""
    membership = membership_of(user, application)
    if not membership:
        return False
    if _is_confirmed(membership):
        return membership.role == MembershipRole.OWNER
    return _began(user, application) and membership.role in WRITERS


def begins_for(user) -> list:
    """The ids of the organisations that the person may begin an application for, confirmed or not."""
    return [m.organisation_id for m in user.active_memberships if m.role in WRITERS]


def membership_of(user, application: Application) -> Membership | None:
    """The person's running membership of the applicant."""
    return next((m for m in user.active_memberships if m.organisation_id == application.applicant_id), None)


def _is_confirmed(membership: Membership) -> bool:
    return membership.confirmed_at is not None


def _began(user, application: Application) -> bool:
    return application.created_by_id == user.pk
