"""Getting on board: asking, inviting, confirming, leaving."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from praksis.accounts.actions import create_account
from praksis.accounts.models import User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import PersonalLink, Purpose
from praksis.organisations import emails
from praksis.organisations.models import Institution, Invitation, Membership, MembershipRole, Municipality, Organisation

INVITATION_LASTS = timedelta(days=14)
LAST_OWNER = "Der skal være mindst én bekræftet ejer. Gør først en anden til ejer."


@dataclass(frozen=True)
class Person:
    """What somebody says about themselves when they sign up."""

    name: str
    title: str
    password: str
    phone: str = ""


@dataclass(frozen=True)
class TypedInstitution:
    """A private or self-governing institution that is not in the register, as a person typed it in."""

    name: str
    municipality: Municipality
    ownership: str
    setting: str


# --- Asking -------------------------------------------------------------------------------------------------------


@transaction.atomic
def sign_up(person: Person, *, email: str, organisation: Organisation | TypedInstitution) -> User:
    """Make an account and ask to be on board (domain.md: how the first person of an organisation gets in).

    The address must be confirmed before the first sign-in. Raises IntegrityError where the address was taken in the
    meantime.
    """
    user = create_account(
        email=email,
        name=person.name,
        title=person.title,
        password=person.password,
        phone=person.phone,
        verified=False,
    )
    ask_to_join(user, organisation)
    return user


@transaction.atomic
def ask_to_join(user: User, organisation: Organisation | TypedInstitution) -> Membership:
    """Make an unconfirmed membership: the first person of an organisation as its owner, later ones writing along.

    Until it is confirmed the person sees only drafts of their own. Raises ActionError for somebody already on board,
    and for the agency's own staff.
    """
    _refuse_staff(user)
    if isinstance(organisation, TypedInstitution):
        organisation = write_in(organisation, by=user)
    _lock_organisation(organisation)
    running = list(organisation.memberships.active().values_list("user_id", flat=True))
    if user.pk in running:
        raise ActionError(f"Du er allerede med hos {organisation.full_name}.")
    role = MembershipRole.EDITOR if running else MembershipRole.OWNER
    membership = Membership.objects.create(user=user, organisation=organisation, role=role)
    _record("membership.asked", membership, by=Actor.of(user))
    return membership


@transaction.atomic
def write_in(typed: TypedInstitution, *, by: User) -> Institution:
    """The institution of that name in that municipality; it is written in where there is none yet."""
    lock(typed.municipality)
    known = Institution.objects.filter(municipality=typed.municipality, name__iexact=typed.name).first()
    if known:
        return known
    institution = Institution.objects.create(
        name=typed.name,
        municipality=typed.municipality,
        ownership=typed.ownership,
        setting=typed.setting,
        added_by=by,
    )
    log.record(None, "institution.added", by=Actor.of(by), organisation=institution.full_name)
    return institution


# --- Confirming and leaving ---------------------------------------------------------------------------------------


@transaction.atomic
def confirm(membership: Membership, *, by: Actor) -> None:
    """Say that the person does belong there. The first to be confirmed becomes an owner. Twice changes nothing.

    Raises ActionError for a membership that has ended.
    """
    _lock_organisation(membership.organisation)
    lock(membership)
    _refuse_ended(membership)
    if membership.confirmed_at:
        return
    if not _owners(membership.organisation).exists():
        membership.role = MembershipRole.OWNER
    membership.confirmed_at, membership.confirmed_by = timezone.now(), by.user
    membership.save(update_fields=["role", "confirmed_at", "confirmed_by"])
    _record("membership.confirmed", membership, by=by)
    outbox.queue(emails.confirmed(membership))


@transaction.atomic
def refuse(membership: Membership, *, by: Actor) -> None:
    """Say that the person does not belong there. Raises ActionError where that was already decided otherwise."""
    lock(membership)
    _refuse_ended(membership)
    if membership.confirmed_at:
        raise ActionError(f"{membership.user.name} er allerede bekræftet. Fjern personen i stedet.")
    membership.removed_at, membership.removed_by = timezone.now(), by.user
    membership.save(update_fields=["removed_at", "removed_by"])
    _record("membership.refused", membership, by=by)
    outbox.queue(emails.refused(membership))


@transaction.atomic
def remove(membership: Membership, *, by: Actor) -> None:
    """End a membership: the person sees nothing of the organisation any more, and open invitations of theirs end too.

    Raises ActionError for the last confirmed owner and for a membership that has ended.
    """
    _lock_organisation(membership.organisation)
    lock(membership)
    _refuse_ended(membership)
    _refuse_without_owner(membership)
    membership.removed_at, membership.removed_by = timezone.now(), by.user
    membership.save(update_fields=["removed_at", "removed_by"])
    for invitation in membership.organisation.invitations.open().filter(invited_by=membership.user):
        withdraw_invitation(invitation, by=by)
    _record("membership.removed", membership, by=by)


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: Actor) -> None:
    """Give a confirmed colleague another role. The same role again changes nothing.

    Raises ActionError for the last confirmed owner, and for a membership that has ended or is not confirmed.
    """
    _lock_organisation(membership.organisation)
    lock(membership)
    _refuse_ended(membership)
    if not membership.confirmed_at:
        raise ActionError(f"Bekræft først, at {membership.user.name} hører til hos jer.")
    if membership.role == role:
        return
    _refuse_without_owner(membership)
    membership.role = MembershipRole(role)
    membership.save(update_fields=["role"])
    _record("membership.role_changed", membership, by=by, role=membership.get_role_display())


def _owners(organisation: Organisation):
    return organisation.memberships.confirmed().filter(role=MembershipRole.OWNER)


def _refuse_ended(membership: Membership) -> None:
    if membership.removed_at:
        raise ActionError(f"{membership.user.name} er ikke længere med.")


def _refuse_without_owner(membership: Membership) -> None:
    """Raise ActionError where this is the only confirmed owner."""
    if not membership.confirmed_at or membership.role != MembershipRole.OWNER:
        return
    if not _owners(membership.organisation).exclude(pk=membership.pk).exists():
        raise ActionError(LAST_OWNER)


# --- Inviting -----------------------------------------------------------------------------------------------------


@transaction.atomic
def invite(organisation: Organisation, *, email: str, role: str, by: Actor) -> Invitation:
    """Ask a colleague to join through a personal link that works for 14 days.

    Raises ActionError where the person is on board, waits to be confirmed, or has an open invitation.
    """
    assert by.user  # only people invite, never the system
    _lock_organisation(organisation)
    email = email.lower()
    member = organisation.memberships.active().filter(user__email__iexact=email).select_related("user").first()
    if member and member.confirmed_at:
        raise ActionError(f"{member.user.name} er allerede med.")
    if member:
        raise ActionError(f"{member.user.name} har selv bedt om at være med. Bekræft det i stedet.")
    if organisation.invitations.open().filter(email=email).exists():
        raise ActionError("Der er allerede sendt en invitation til den mailadresse. Send den igen i stedet.")
    invitation = Invitation.objects.create(
        organisation=organisation, email=email, role=MembershipRole(role), invited_by=by.user
    )
    link = links.create(
        Purpose.JOIN_ORGANISATION,
        object_id=invitation.pk,
        recipient=email,
        expires_at=timezone.now() + INVITATION_LASTS,
    )
    _record_invitation("invitation.sent", invitation, by=by)
    outbox.queue(emails.invitation(invitation, link))
    return invitation


@transaction.atomic
def send_invitation_again(invitation: Invitation, *, by: Actor) -> None:
    """Send the invitation anew with a fresh link; the earlier one stops working.

    Raises ActionError where it was taken up or withdrawn.
    """
    lock(invitation)
    _refuse_closed(invitation)
    link = links.renew(link_of(invitation), expires_at=timezone.now() + INVITATION_LASTS)
    _record_invitation("invitation.sent_again", invitation, by=by)
    outbox.queue(emails.invitation(invitation, link))


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor) -> None:
    """Take the invitation back. Twice changes nothing. Raises ActionError where it was taken up."""
    lock(invitation)
    if invitation.withdrawn_at:
        return
    _refuse_closed(invitation)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    links.withdraw(link_of(invitation))
    _record_invitation("invitation.withdrawn", invitation, by=by)


@transaction.atomic
def accept_with_new_account(link: PersonalLink, person: Person, *, received_at: datetime) -> User:
    """Take the invitation up with a new account. Its address is the link's, and thereby confirmed.

    Raises LinkRefused where the link no longer works, and ActionError where the address has an account already.
    """
    if User.objects.filter(email__iexact=link.recipient).exists():
        raise ActionError("Der er allerede en konto med din mailadresse. Log ind for at tage imod invitationen.")
    user = create_account(
        email=link.recipient,
        name=person.name,
        title=person.title,
        password=person.password,
        phone=person.phone,
        verified=True,
    )
    accept(link, user=user, received_at=received_at)
    return user


@transaction.atomic
def accept(link: PersonalLink, *, user: User, received_at: datetime) -> Membership:
    """Take the invitation up: the person becomes a confirmed member, vouched for by whoever invited.

    A membership that waited is confirmed; one that was confirmed keeps its role. Raises LinkRefused where the link no
    longer works, and ActionError for the agency's own staff and for an account with another address than the
    invitation's.
    """
    _refuse_staff(user)
    if user.email.lower() != link.recipient.lower():
        raise ActionError("Invitationen er sendt til en anden mailadresse end den, du er logget ind med.")
    invitation = invitation_of(link)
    _lock_organisation(invitation.organisation)
    lock(invitation)
    links.use(link, received_at=received_at)
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    membership = invitation.organisation.memberships.active().filter(user=user).first()
    if membership is None:
        membership = Membership(user=user, organisation=invitation.organisation, role=invitation.role)
    if not membership.confirmed_at:
        membership.role = invitation.role
        membership.confirmed_at, membership.confirmed_by = timezone.now(), invitation.invited_by
        membership.save()
    _record("invitation.accepted", membership, by=Actor.of(user))
    return membership


def link_of(invitation: Invitation) -> PersonalLink:
    """The invitation's personal link."""
    return PersonalLink.objects.get(purpose=Purpose.JOIN_ORGANISATION, object_id=invitation.pk)


def invitation_of(link: PersonalLink) -> Invitation:
    """The invitation that the link was made for."""
    return Invitation.objects.select_related("organisation", "invited_by").get(pk=link.object_id)


def _refuse_closed(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise ActionError(f"{invitation.email} har allerede taget imod invitationen.")
    if invitation.withdrawn_at:
        raise ActionError("Invitationen er trukket tilbage. Send en ny i stedet.")


# --- Shared -------------------------------------------------------------------------------------------------------


def _refuse_staff(user: User) -> None:
    """Raise ActionError for staff: nobody applies and decides under one name."""
    if user.roles:
        raise ActionError("Du er ansat hos os og kan ikke også være med hos en ansøger.")


def _lock_organisation(organisation: Organisation) -> None:
    """Lock the organisation's own row: what is decided about its people is decided one at a time."""
    lock(Organisation.objects.get(pk=organisation.pk))


def _record(kind: str, membership: Membership, *, by: Actor, **data) -> None:
    log.record(None, kind, by=by, person=membership.user.name, organisation=membership.organisation.full_name, **data)


def _record_invitation(kind: str, invitation: Invitation, *, by: Actor) -> None:
    log.record(None, kind, by=by, email=invitation.email, organisation=invitation.organisation.full_name)
