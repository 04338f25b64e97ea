from datetime import timedelta

import pytest
from django.utils import timezone

from praksis.accounts.models import Role
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink
from praksis.organisations import actions
from praksis.organisations.models import Invitation, Membership, MembershipRole
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import MembershipFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db

OWNER, EDITOR, VIEWER = MembershipRole


@pytest.fixture
def by(coordinator):
    return Actor.of(coordinator)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def events() -> list[str]:
    return [log.words(event) for event in AuditEvent.objects.order_by("id")]


def in_state(state: str, organisation, **facts) -> Membership:
    """A membership of an editor that waits, is confirmed, was refused or was removed."""
    gone = {"removed_at": timezone.now(), "removed_by": UserFactory()}
    traits = {
        "waiting": {"unconfirmed": True},
        "confirmed": {},
        "refused": {"unconfirmed": True, **gone},
        "removed": gone,
    }
    return MembershipFactory(organisation=organisation, editor=True, **{**traits[state], **facts})


# --- Every state × every action -------------------------------------------------------------------------------------

TABLE = {
    ("waiting", "confirm"): "confirmed",
    ("waiting", "refuse"): "removed",
    ("waiting", "remove"): "removed",
    ("waiting", "change_role"): "Bekræft først",
    ("confirmed", "confirm"): "confirmed",
    ("confirmed", "refuse"): "allerede bekræftet",
    ("confirmed", "remove"): "removed",
    ("confirmed", "change_role"): "confirmed",
    ("refused", "confirm"): "ikke længere med",
    ("refused", "refuse"): "ikke længere med",
    ("refused", "remove"): "ikke længere med",
    ("refused", "change_role"): "ikke længere med",
    ("removed", "confirm"): "ikke længere med",
    ("removed", "refuse"): "ikke længere med",
    ("removed", "remove"): "ikke længere med",
    ("removed", "change_role"): "ikke længere med",
}


@pytest.mark.parametrize(("state", "action"), TABLE)
def test_what_can_be_done_with_a_membership_in_each_state(by, municipality, state, action):
    membership = in_state(state, municipality)
    expected = TABLE[state, action]
    extra = (VIEWER,) if action == "change_role" else ()

    if expected in {"confirmed", "removed"}:
        getattr(actions, action)(membership, *extra, by=by)
        membership = fresh(membership)
        assert bool(membership.removed_at) == (expected == "removed")
        assert bool(membership.confirmed_at) == (expected == "confirmed" or state == "confirmed")
    else:
        with pytest.raises(ActionError, match=expected):
            getattr(actions, action)(membership, *extra, by=by)
        assert (fresh(membership).removed_at, fresh(membership).confirmed_at) == (
            membership.removed_at,
            membership.confirmed_at,
        )


# --- Asking, confirming, leaving ------------------------------------------------------------------------------------


def test_the_first_to_ask_asks_as_owner_and_the_next_as_editor():
    municipality = MunicipalityFactory()

    roles = [actions.ask_to_join(UserFactory(), municipality).role for _ in range(2)]

    assert roles == [OWNER, EDITOR]


def test_asking_twice_is_refused(coordinator, municipality):
    with pytest.raises(ActionError, match="allerede med hos Skive Kommune"):
        actions.ask_to_join(coordinator, municipality)


def test_whoever_was_removed_may_ask_again(municipality, coordinator):
    gone = in_state("removed", municipality)

    again = actions.ask_to_join(gone.user, municipality)

    assert (again.role, again.confirmed_at) == (EDITOR, None)


def test_staff_cannot_be_applicants_too(consultant, municipality):
    with pytest.raises(ActionError, match="ansat hos os"):
        actions.ask_to_join(consultant, municipality)


def test_confirming_tells_the_person_once(by, municipality):
    membership = in_state("waiting", municipality)

    for _ in range(2):
        actions.confirm(membership, by=by)

    letter = Email.objects.get()
    assert (letter.to, letter.subject) == (membership.user.email, "Du er bekræftet hos Skive Kommune")
    assert fresh(membership).confirmed_by == by.user
    assert events() == [f"{membership.user.name} blev bekræftet hos Skive Kommune"]


def test_the_first_to_be_confirmed_becomes_an_owner(manager, municipality):
    membership = in_state("waiting", municipality)

    actions.confirm(membership, by=Actor.of(manager))

    assert fresh(membership).role == OWNER


def test_refusing_tells_the_person(by, municipality):
    membership = in_state("waiting", municipality)

    actions.refuse(membership, by=by)

    assert Email.objects.get().subject == "Vi kunne ikke bekræfte dig hos Skive Kommune"
    assert membership.user.active_memberships == []


def test_the_last_confirmed_owner_is_neither_removed_nor_made_less(by, coordinator, municipality):
    membership = coordinator.memberships.get()
    in_state("waiting", municipality, role=OWNER)  # does not count

    with pytest.raises(ActionError, match="mindst én bekræftet ejer"):
        actions.remove(membership, by=by)
    with pytest.raises(ActionError, match="mindst én bekræftet ejer"):
        actions.change_role(membership, EDITOR, by=by)

    assert (fresh(membership).removed_at, fresh(membership).role) == (None, OWNER)


def test_an_owner_among_two_may_leave_and_their_open_invitations_end(by, coordinator, municipality):
    MembershipFactory(organisation=municipality)
    invitation = actions.invite(municipality, email="ny@skive.example", role=EDITOR, by=by)

    actions.remove(coordinator.memberships.get(), by=by)

    assert fresh(invitation).withdrawn_at
    assert actions.link_of(invitation).withdrawn_at


def test_the_same_role_again_is_not_an_event(by, municipality):
    membership = in_state("confirmed", municipality)

    actions.change_role(membership, EDITOR, by=by)
    actions.change_role(membership, OWNER, by=by)

    assert events() == [f"{membership.user.name} hos Skive Kommune: Ejer"]


# --- Inviting -------------------------------------------------------------------------------------------------------


def invite(by, municipality, email="Ny@Skive.example", role=EDITOR) -> tuple[Invitation, PersonalLink]:
    invitation = actions.invite(municipality, email=email, role=role, by=by)
    return invitation, actions.link_of(invitation)


PERSON = actions.Person(name="Nina Ny", title="Leder", password=PASSWORD)


def test_an_invitation_carries_a_link_for_fourteen_days(by, municipality):
    invitation, link = invite(by, municipality)

    letter = Email.objects.get()
    assert (invitation.email, link.recipient, letter.to) == ("ny@skive.example",) * 3
    assert letter.key == f"invitation:{invitation.pk}:1:ny@skive.example"
    assert (letter.link, letter.link_generation) == (link, 1)
    assert abs(link.expires_at - timezone.now() - timedelta(days=14)) < timedelta(minutes=1)
    assert events() == ["ny@skive.example blev inviteret til Skive Kommune"]


def test_nobody_is_invited_twice_at_a_time(by, municipality):
    invite(by, municipality)

    with pytest.raises(ActionError, match="allerede sendt en invitation"):
        invite(by, municipality, email="ny@SKIVE.example")


def test_a_colleague_on_board_is_not_invited(by, municipality):
    confirmed, waiting = in_state("confirmed", municipality), in_state("waiting", municipality)

    with pytest.raises(ActionError, match="er allerede med"):
        invite(by, municipality, email=confirmed.user.email)
    with pytest.raises(ActionError, match="har selv bedt om at være med"):
        invite(by, municipality, email=waiting.user.email)


def test_an_invitation_is_accepted_with_a_new_account(by, coordinator, municipality):
    invitation, link = invite(by, municipality, role=VIEWER)

    user = actions.accept_with_new_account(link, PERSON, received_at=timezone.now())

    membership = user.memberships.get()
    assert list(user.emailaddress_set.values_list("email", "verified")) == [("ny@skive.example", True)]
    assert (membership.role, membership.confirmed_by) == (VIEWER, coordinator)
    assert fresh(invitation).accepted_at
    assert fresh(link).used_at
    assert events()[-1] == "Nina Ny tog imod invitationen til Skive Kommune"


def test_an_invitation_is_accepted_once(by, municipality):
    _, link = invite(by, municipality)
    user = actions.accept_with_new_account(link, PERSON, received_at=timezone.now())

    with pytest.raises(links.LinkRefused, match="allerede brugt"):
        actions.accept(link, user=user, received_at=timezone.now())


def test_an_invitation_that_came_in_time_is_accepted_though_the_answer_took_long(by, municipality):
    _, link = invite(by, municipality)
    in_time = timezone.now()
    PersonalLink.objects.update(expires_at=in_time + timedelta(microseconds=1))

    with pytest.raises(links.LinkRefused, match="udløbet"):
        actions.accept_with_new_account(link, PERSON, received_at=in_time + timedelta(seconds=1))
    actions.accept_with_new_account(link, PERSON, received_at=in_time)

    assert Membership.objects.filter(user__name="Nina Ny").count() == 1


def test_a_refused_acceptance_leaves_no_account(by, municipality):
    invitation, link = invite(by, municipality)
    actions.withdraw_invitation(invitation, by=by)

    with pytest.raises(links.LinkRefused, match="trukket tilbage"):
        actions.accept_with_new_account(link, PERSON, received_at=timezone.now())

    assert not Membership.objects.filter(user__name="Nina Ny").exists()


def test_an_address_with_an_account_signs_in_instead(by, municipality, stranger):
    _, link = invite(by, municipality, email=stranger.email)

    with pytest.raises(ActionError, match="Log ind"):
        actions.accept_with_new_account(link, PERSON, received_at=timezone.now())
    actions.accept(link, user=stranger, received_at=timezone.now())

    assert stranger.memberships.filter(organisation=municipality, confirmed_at__isnull=False).exists()


def test_an_invitation_is_not_for_another_account(by, municipality, stranger):
    _, link = invite(by, municipality)

    with pytest.raises(ActionError, match="en anden mailadresse"):
        actions.accept(link, user=stranger, received_at=timezone.now())


def test_an_invitation_is_not_for_staff(by, municipality):
    person = UserFactory(email="ny@skive.example")
    _, link = invite(by, municipality)
    person.staff_roles.create(role=Role.CONSULTANT)

    with pytest.raises(ActionError, match="ansat hos os"):
        actions.accept(link, user=person, received_at=timezone.now())


def test_an_invitation_confirms_whoever_has_asked_meanwhile(by, municipality):
    _, link = invite(by, municipality, role=OWNER)
    person = UserFactory(email="ny@skive.example")
    waiting = actions.ask_to_join(person, municipality)

    actions.accept(link, user=person, received_at=timezone.now())

    assert (fresh(waiting).role, bool(fresh(waiting).confirmed_at)) == (OWNER, True)
    assert person.memberships.count() == 1


def test_an_invitation_does_not_make_a_confirmed_colleague_less(by, municipality):
    _, link = invite(by, municipality, role=VIEWER)
    person = UserFactory(email="ny@skive.example")
    membership = MembershipFactory(user=person, organisation=municipality)

    actions.accept(link, user=person, received_at=timezone.now())

    assert fresh(membership).role == OWNER


def test_sending_again_ends_the_earlier_link(by, municipality):
    invitation, link = invite(by, municipality)
    old = links.token(link)

    actions.send_invitation_again(invitation, by=by)

    with pytest.raises(links.LinkRefused, match="et nyt link"):
        links.redeem(old, purpose=link.purpose)
    assert links.redeem(links.token(actions.link_of(invitation)), purpose=link.purpose) == link
    assert sorted(Email.objects.values_list("link_generation", flat=True)) == [1, 2]


def test_an_expired_invitation_can_be_sent_again(by, municipality):
    invitation, _ = invite(by, municipality)
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(days=1))

    actions.send_invitation_again(invitation, by=by)

    assert actions.link_of(invitation).expires_at > timezone.now()


def test_a_withdrawn_invitation_stays_withdrawn(by, municipality):
    invitation, _ = invite(by, municipality)

    for _ in range(2):
        actions.withdraw_invitation(invitation, by=by)

    with pytest.raises(ActionError, match="trukket tilbage"):
        actions.send_invitation_again(invitation, by=by)
    assert events()[1:] == ["Invitationen til ny@skive.example hos Skive Kommune blev trukket tilbage"]


def test_an_accepted_invitation_is_neither_sent_again_nor_withdrawn(by, municipality):
    invitation, link = invite(by, municipality)
    actions.accept_with_new_account(link, PERSON, received_at=timezone.now())

    for action in (actions.send_invitation_again, actions.withdraw_invitation):
        with pytest.raises(ActionError, match="allerede taget imod"):
            action(invitation, by=by)
