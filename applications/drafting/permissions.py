"""Who may read, write, sign for and hand in an application. Predicates for views and templates alike."""

from django.utils import timezone

from applications.drafting import approval
from applications.drafting.models import ApplicantKind, Application
from applications.rounds.models import Round, RoundStatus
from praksis.accounts.models import Role
from praksis.organisations.models import Membership, MembershipRole, Organisation

WRITERS = {MembershipRole.OWNER, MembershipRole.EDITOR}


def can_view(user, application: Application) -> bool:
    """Confirmed members of the applicant, whoever began the draft while a member, and who enters it for somebody.

    In a draft that an institution began for its municipality, the institution's confirmed members read along.
    """
    if enters(user, application) or _prepared(user, application):
        return True
    membership = membership_of(user, application)
    return membership is not None and (_is_confirmed(membership) or _began(user, application))


def can_edit(user, application: Application) -> bool:
    """Write in the draft: owners and editors, and whoever began it. Nobody once it is handed in or withdrawn.

    What came by mail is written by the manager who enters it, and by nobody else: it may be past the deadline.
    """
    if application.is_entered:
        return application.is_draft and enters(user, application)
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
    return application.is_draft and not application.is_prepared and can_submit(user, application)


def can_submit(user, application: Application) -> bool:
    """Hand the signed application in, or ask for its receipt again: the same people who may send it for signature."""
    if enters(user, application):
        return True
    if application.is_entered and application.is_draft:
        return False
    membership = membership_of(user, application)
    if not membership:
        return False
    if _is_confirmed(membership):
        return membership.role == MembershipRole.OWNER
    return _began(user, application) and membership.role in WRITERS


def can_confirm(user, application: Application, leader: dict[str, str] | None) -> bool:
    """Confirm a mini's draft signed in: whoever has the very address that is named as the leader's."""
    is_named = (leader or {}).get("email", "").strip().lower() == user.email.lower()
    return (
        is_named and application.is_draft and not application.is_entered and approval.of(application) is approval.LEADER
    )


def can_copy(user, application: Application) -> bool:
    """Begin a new application with what stands in this one: those of its readers who may write for the applicant."""
    membership = membership_of(user, application)
    return membership is not None and membership.role in WRITERS and can_view(user, application)


def has_board(application: Application) -> bool:
    """Whether the institution's board becomes a party to the agreement, so that its chair may confirm."""
    return application.applicant_kind in {ApplicantKind.SELF_GOVERNING, ApplicantKind.PRIVATE}


def can_ask_board(user, application: Application) -> bool:
    """Ask the board's chair to confirm the frozen text: the same people who may send it."""
    return has_board(application) and can_submit(user, application)


def can_enter(user, round_: Round) -> bool:
    """Enter what somebody sent by mail: managers, once the round has opened and until it is proposed."""
    has_opened = round_.opens_at is not None and round_.opens_at <= timezone.now()
    return user.has_role(Role.MANAGER) and has_opened and round_.status == RoundStatus.ASSESSING


def enters(user, application: Application) -> bool:
    """Whether this is the manager who enters the application for somebody."""
    return application.is_entered and application.entered_by_id == user.pk and user.has_role(Role.MANAGER)


def can_hand_over(user, application: Application) -> bool:
    """Hand the draft over to the municipality: whoever writes in what the institution prepares for it."""
    return application.is_prepared and can_edit(user, application)


def begins_for(user) -> list:
    """The ids of the organisations that the person may begin an application for, confirmed or not."""
    return [organisation.pk for organisation in organisations_to_begin_for(user)]


def organisations_to_begin_for(user) -> list[Organisation]:
    """The organisations that the person may begin an application for, by name."""
    mine = [m.organisation for m in user.active_memberships if m.role in WRITERS]
    return sorted(mine, key=lambda organisation: organisation.name)


def membership_of(user, application: Application) -> Membership | None:
    """The person's running membership of the applicant."""
    return next((m for m in user.active_memberships if m.organisation_id == application.applicant_id), None)


def _prepared(user, application: Application) -> bool:
    """Whether this is a confirmed member of the institution that began the draft for its municipality."""
    is_open = application.is_draft and application.prepared_by_id is not None
    return is_open and application.prepared_by_id in user.confirmed_organisation_ids


def _is_confirmed(membership: Membership) -> bool:
    return membership.confirmed_at is not None


def _began(user, application: Application) -> bool:
    return application.created_by_id == user.pk
