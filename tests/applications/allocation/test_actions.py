"""The way of a round: choose, propose, send back, approve, announce."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from applications.allocation import actions
from applications.allocation.models import Decision, Outcome, Proposal
from applications.assessment.models import InterestDeclaration, Review
from applications.drafting.models import Application, Status
from applications.rounds.models import Round, RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.allocation import announced_round, decided_round
from tests.factories.assessment import InterestDeclarationFactory, reviewed_round
from tests.factories.drafting import ApplicationFactory
from tests.factories.organisations import MembershipFactory
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def approving(approver):
    return Actor.of(approver)


def in_order(round_):
    return list(round_.applications.order_by("applicant__name"))


def kinds(case):
    return list(case.events.order_by("id").values_list("kind", flat=True))


# --- Choosing -----------------------------------------------------------------------------------------------------


def test_choose_takes_the_lowest_free_seat(by):
    round_ = reviewed_round(3, places=3)
    first, second, third = in_order(round_)
    actions.choose(round_, first, outcome="granted", reason="God.", by=by)
    actions.choose(round_, second, outcome="granted", reason="God.", by=by)
    actions.choose(round_, first, outcome="refused", reason="Alligevel ikke.", by=by)

    decision = actions.choose(round_, third, outcome="granted", reason=" God. ", by=by)

    assert (decision.seat_number, decision.reason, decision.chosen_by) == (1, "God.", by.user)
    assert decision.case == third.case
    assert Decision.objects.get(application=first).seat_number is None
    assert kinds(round_.case) == ["decision.chosen"] * 4


def test_choosing_the_same_again_keeps_the_seat_and_changes_the_reason(by):
    round_ = reviewed_round(1, places=1)
    actions.choose(round_, in_order(round_)[0], outcome="granted", reason="", by=by)

    decision = actions.choose(round_, in_order(round_)[0], outcome="granted", reason="God.", by=by)

    assert (decision.seat_number, decision.reason) == (1, "God.")
    assert kinds(round_.case) == ["decision.chosen"]


@pytest.mark.parametrize(
    ("places", "words"), [(1, "én plads"), (2, "to pladser"), (5, "fem pladser"), (13, "13 pladser")]
)
def test_choose_refuses_more_grants_than_places(by, places, words):
    round_ = decided_round(*["granted"] * places, places=places)
    one_more = ApplicationFactory(round=round_, submitted=True)

    with pytest.raises(ActionError) as refusal:
        actions.choose(round_, one_more, outcome="granted", reason="God.", by=by)

    assert str(refusal.value).startswith(f"Der er kun {words} i runden, og alle er valgt.")
    assert Decision.objects.filter(round=round_, outcome=Outcome.GRANTED).count() == places


def test_choose_has_room_for_any_number_of_refusals(by):
    round_ = decided_round("granted", "refused", "refused", places=1)
    one_more = ApplicationFactory(round=round_, submitted=True)

    assert actions.choose(round_, one_more, outcome="reserve", reason="Næste.", by=by).seat_number is None


def test_choose_waits_for_the_deadline(by):
    round_ = RoundFactory()
    application = ApplicationFactory(round=round_, submitted=True)

    with pytest.raises(ActionError, match="Ansøgningsfristen er ikke nået"):
        actions.choose(round_, application, outcome="granted", reason="", by=by)


@pytest.mark.parametrize("status", [RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED])
def test_a_proposed_round_is_not_changed(by, status):
    round_ = decided_round("granted", status=status)

    with pytest.raises(ActionError, match="allerede indstillet"):
        actions.choose(round_, in_order(round_)[0], outcome="refused", reason="", by=by)
    with pytest.raises(ActionError, match="allerede indstillet"):
        actions.clear_choice(round_, in_order(round_)[0], by=by)

    assert Decision.objects.get().outcome == Outcome.GRANTED


def test_choose_refuses_applications_that_are_not_in_the_round(by):
    round_ = reviewed_round(1)
    draft, other = ApplicationFactory(round=round_), ApplicationFactory(submitted=True)

    for application in (draft, other):
        with pytest.raises(ActionError, match="ikke længere med"):
            actions.choose(round_, application, outcome="refused", reason="", by=by)


def test_clear_choice_frees_the_seat(by):
    round_ = decided_round("granted", places=1)
    application = in_order(round_)[0]

    actions.clear_choice(round_, application, by=by)
    actions.clear_choice(round_, application, by=by)

    assert not Decision.objects.exists()
    assert kinds(round_.case) == ["decision.cleared"]


def test_a_withdrawn_application_gives_its_seat_to_the_next(by):
    round_ = decided_round("granted", places=1)
    Application.objects.filter(round=round_).update(status=Status.WITHDRAWN)
    other = ApplicationFactory(round=round_, submitted=True)

    decision = actions.choose(round_, other, outcome="granted", reason="God.", by=by)

    assert list(Decision.objects.all()) == [decision]
    assert kinds(round_.case) == ["decision.dropped", "decision.chosen"]


# --- Proposing ----------------------------------------------------------------------------------------------------


def test_propose_tells_the_approvers_who_may_read_the_round(by, approver):
    conflicted = UserFactory(approver=True)
    round_ = decided_round("granted", "refused")
    InterestDeclarationFactory(round=round_, person=conflicted, conflicted=True)

    proposal = actions.propose(round_, by=by)

    round_.refresh_from_db()
    assert round_.status == RoundStatus.PROPOSED
    assert (proposal.proposed_by, proposal.waiver) == (by.user, "")
    assert list(Email.objects.values_list("to", flat=True)) == [approver.email]
    assert kinds(round_.case) == ["round.proposed"]


def test_propose_says_everything_that_is_missing(by):
    round_ = decided_round("granted", "refused", places=2)
    first, second = in_order(round_)
    Decision.objects.filter(application=first).delete()
    Decision.objects.filter(application=second).update(reason="")
    Review.objects.filter(application=first).update(locked_at=None)

    with pytest.raises(ActionError) as refusal:
        actions.propose(round_, by=by)

    assert str(refusal.value) == (
        "Runden kan ikke indstilles endnu. "
        f"Vælg tilsagn, reserveliste eller afslag for {first.applicant.name}. "
        f"Skriv en begrundelse for {second.applicant.name}. "
        f"Der er færre end to låste bedømmelser af {first.applicant.name}. Skriv, hvorfor I går videre."
    )
    round_.refresh_from_db()
    assert round_.status == RoundStatus.ASSESSING
    assert not Proposal.objects.exists()


def test_few_reviews_can_be_waived_with_a_reason(by):
    round_ = decided_round("granted")
    Review.objects.all().delete()

    proposal = actions.propose(round_, waiver=" Der er kun én bedømmer. ", by=by)

    assert proposal.waiver == "Der er kun én bedømmer."


def test_reviews_of_a_person_with_an_interest_are_not_enough(by):
    round_ = decided_round("granted")
    InterestDeclaration.objects.filter(person=round_.assignments.first().reviewer).update(
        has_interest=True, about="Min søster."
    )

    with pytest.raises(ActionError, match="færre end to låste"):
        actions.propose(round_, by=by)


def test_more_grants_than_places_are_not_proposed(by):
    round_ = decided_round("granted", "granted", places=2)
    Round.objects.update(places=1)

    with pytest.raises(ActionError, match="Der er valgt 2 til tilsagn, og det er flere, end runden har plads til: 1"):
        actions.propose(round_, by=by)


def test_a_round_without_applications_is_closed_with_a_note(by):
    round_ = RoundFactory(closed=True)
    with pytest.raises(ActionError, match="Der er ingen ansøgninger"):
        actions.propose(round_, by=by)

    actions.propose(round_, waiver="Ingen har søgt.", by=by)

    round_.refresh_from_db()
    assert round_.status == RoundStatus.PROPOSED


# --- Approving ----------------------------------------------------------------------------------------------------


def test_approve_is_another_person(by, approving, manager):
    round_ = decided_round("granted")
    actions.propose(round_, by=by)
    with pytest.raises(ActionError, match="Du har selv indstillet"):
        actions.approve(round_, by=by)

    proposal = actions.approve(round_, by=approving)

    round_.refresh_from_db()
    assert round_.status == RoundStatus.APPROVED
    assert proposal.approved_by == approving.user
    assert Email.objects.filter(to=manager.email).values_list("subject", flat=True).get() == (
        f"Indstillingen er tiltrådt: {round_.name}"
    )
    assert kinds(round_.case) == ["round.proposed", "round.approved"]


def test_send_back_opens_the_round_for_choices_again(by, approving, manager):
    round_ = decided_round("granted")
    first = actions.propose(round_, by=by)

    actions.send_back(round_, remark=" Se på balancen. ", by=approving)
    actions.choose(round_, in_order(round_)[0], outcome="reserve", reason="Anden gang.", by=by)
    second = actions.propose(round_, by=by)

    first.refresh_from_db()
    assert (first.sent_back_by, first.remark) == (approving.user, "Se på balancen.")
    assert second != first
    assert Email.objects.filter(to=manager.email).values_list("subject", flat=True).get() == (
        f"Indstillingen er sendt tilbage: {round_.name}"
    )
    assert "Se på balancen." in Email.objects.get(to=manager.email).body


def test_send_back_asks_for_a_remark(by, approving):
    round_ = decided_round("granted")
    actions.propose(round_, by=by)

    with pytest.raises(ActionError, match="hvad lederne skal se på"):
        actions.send_back(round_, remark="  ", by=approving)

    round_.refresh_from_db()
    assert round_.status == RoundStatus.PROPOSED


# --- Announcing ---------------------------------------------------------------------------------------------------


def test_announce_shows_every_decision_at_one_moment(by):
    round_ = announced_round("granted", "reserve", "refused")

    round_.refresh_from_db()
    assert round_.status == RoundStatus.ANNOUNCED
    assert set(round_.decisions.values_list("announced_at", flat=True)) == {round_.status_changed_at}
    for decision in round_.decisions.all():
        assert kinds(decision.case) == ["decision.announced"]
        assert Email.objects.filter(case=decision.case).count() == 1


def test_announce_twice_sends_nothing_twice(by):
    round_ = announced_round("granted")
    letters, events = Email.objects.count(), round_.case.events.count()

    actions.announce(round_, by=by)

    assert (Email.objects.count(), round_.case.events.count()) == (letters, events)


def test_the_letter_goes_to_confirmed_owners_and_whoever_handed_in(municipality, coordinator):
    MembershipFactory(organisation=municipality, editor=True)
    MembershipFactory(organisation=municipality, unconfirmed=True)
    MembershipFactory(organisation=municipality, user__is_active=False)
    owner = MembershipFactory(organisation=municipality).user
    MembershipFactory(organisation=municipality, removed_at=timezone.now(), removed_by=owner)
    round_ = decided_round("refused")
    application = round_.applications.get()
    application.applicant, application.submitted_by = municipality, coordinator
    application.save()

    proposed_and_announced(round_)

    letters = Email.objects.filter(case=application.case)
    assert set(letters.values_list("to", flat=True)) == {coordinator.email, owner.email}


def test_the_letter_goes_to_whoever_handed_in_where_nobody_else_is_left():
    round_ = announced_round("refused")

    letter = Email.objects.get(case=round_.applications.get().case)

    assert letter.to == round_.applications.get().submitted_by.email


def test_an_unconfirmed_member_who_handed_in_gets_the_letter_too(municipality, coordinator):
    new = MembershipFactory(organisation=municipality, unconfirmed=True).user
    round_ = decided_round("refused")
    application = round_.applications.get()
    application.applicant, application.submitted_by = municipality, new
    application.save()

    proposed_and_announced(round_)

    assert set(Email.objects.filter(case=application.case).values_list("to", flat=True)) == {
        coordinator.email,
        new.email,
    }


def test_the_letter_of_a_grant_has_reason_last_day_and_appeal(by):
    round_ = decided_round("granted")
    round_.programme.appeal_text = "I kan klage inden fire uger."
    round_.programme.save()

    proposed_and_announced(round_)

    decision = round_.decisions.get()
    letter = Email.objects.get(case=decision.case)
    assert letter.subject == f"Afgørelse på jeres ansøgning, sag {decision.case.reference}"
    assert letter.body.split("\n\n")[2:] == [
        "I har fået et forløb.",
        "Begrundelse:",
        decision.reason,
        letter.body.split("\n\n")[5],
        "I kan klage inden fire uger.",
    ]
    assert letter.body.split("\n\n")[5].startswith("Sig ja tak senest ")
    assert letter.button_path == f"/ansoegninger/{decision.application_id}/afgoerelse/"


def test_an_application_withdrawn_after_approval_gets_no_decision(by, approving):
    round_ = decided_round("granted", "refused")
    actions.propose(round_, by=by)
    actions.approve(round_, by=approving)
    gone, stays = in_order(round_)
    Application.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)

    actions.announce(round_, by=by)

    assert [decision.application for decision in Decision.objects.all()] == [stays]
    assert kinds(gone.case) == []


def test_nothing_is_announced_when_one_decision_cannot_be(by, approving):
    round_ = decided_round("granted", "refused")
    actions.propose(round_, by=by)
    actions.approve(round_, by=approving)
    Decision.objects.filter(outcome=Outcome.REFUSED).update(reason="")
    letters = Email.objects.count()

    with pytest.raises(IntegrityError):
        actions.announce(round_, by=by)

    round_ = Round.objects.get()
    assert round_.status == RoundStatus.APPROVED
    assert not Decision.objects.exclude(announced_at=None).exists()
    assert Email.objects.count() == letters


# --- Every status with every status -------------------------------------------------------------------------------

ALLOWED = {
    (RoundStatus.ASSESSING, "propose"),
    (RoundStatus.PROPOSED, "send_back"),
    (RoundStatus.PROPOSED, "approve"),
    (RoundStatus.APPROVED, "announce"),
    (RoundStatus.ANNOUNCED, "announce"),
}


@pytest.mark.parametrize("name", ["propose", "send_back", "approve", "announce"])
@pytest.mark.parametrize("status", RoundStatus)
def test_each_step_is_taken_from_its_own_status_only(by, approving, status, name):
    round_ = decided_round("granted")
    if status in {RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED}:
        actions.propose(round_, by=by)
    Round.objects.update(status=status)
    arguments = {"send_back": {"remark": "Se igen.", "by": approving}, "approve": {"by": approving}}.get(
        name, {"by": by}
    )

    try:
        getattr(actions, name)(round_, **arguments)
        taken = True
    except ActionError:
        taken = False

    assert taken is ((status, name) in ALLOWED)
    round_.refresh_from_db()
    assert taken or round_.status == status


def proposed_and_announced(round_):
    manager, approver = UserFactory(manager=True), UserFactory(approver=True)
    actions.propose(round_, by=Actor.of(manager))
    actions.approve(round_, by=Actor.of(approver))
    actions.announce(round_, by=Actor.of(manager))
