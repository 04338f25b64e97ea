"""The way of a round: choose, propose, send back, approve."""

import pytest
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
from tests.factories.allocation import considered_by, decided_round
from tests.factories.assessment import InterestDeclarationFactory, reviewed_round
from tests.factories.casework import ReopeningFactory
from tests.factories.drafting import AnswerFactory, ApplicationFactory
from tests.factories.rounds import QuestionFactory, RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(manager):
    return Actor.of(manager)


@pytest.fixture
def approving(approver):
    return Actor.of(approver)


def in_order(round_):
    return list(round_.applications.order_by("applicant__name"))


def asked_again(application, **traits):
    question = QuestionFactory(question_set=application.question_set)
    return ReopeningFactory(answer=AnswerFactory(application=application, question=question), **traits)


def propose(round_, *, by, **given):
    """Propose, with everything done that goes before it."""
    considered_by(round_, by.user)
    return actions.propose(round_, by=by, **given)


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

    proposal = propose(round_, by=by)

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
        propose(round_, by=by)

    assert str(refusal.value) == (
        "Runden kan ikke indstilles endnu. "
        f"Vælg tilsagn, reserveliste eller afslag for {first.applicant.name}. "
        f"Skriv en begrundelse for {second.applicant.name}. "
        f"Der er færre end to låste bedømmelser af {first.applicant.name}. Skriv, hvorfor I går videre."
    )
    round_.refresh_from_db()
    assert round_.status == RoundStatus.ASSESSING
    assert not Proposal.objects.exists()


def test_a_round_is_not_proposed_while_an_answer_is_asked_for_again(by):
    round_ = decided_round("granted", "refused")
    first, _ = in_order(round_)
    reopening = asked_again(first)

    with pytest.raises(ActionError, match=f"Vi venter på et nyt svar fra {first.applicant.name}"):
        propose(round_, waiver="Vi har travlt.", by=by)

    reopening.closed_at = timezone.now()
    reopening.save()
    propose(round_, by=by)
    assert kinds(round_.case) == ["round.proposed"]


def test_an_answer_that_was_not_sent_in_time_holds_no_round_up(by):
    round_ = decided_round("granted")
    asked_again(round_.applications.get(), lapsed=True)

    propose(round_, by=by)

    assert kinds(round_.case) == ["round.proposed"]


def test_few_reviews_can_be_waived_with_a_reason(by):
    round_ = decided_round("granted")
    Review.objects.all().delete()

    proposal = propose(round_, waiver=" Der er kun én bedømmer. ", by=by)

    assert proposal.waiver == "Der er kun én bedømmer."


def test_reviews_of_a_person_with_an_interest_are_not_enough(by):
    round_ = decided_round("granted")
    InterestDeclaration.objects.filter(person=round_.assignments.first().reviewer).update(
        has_interest=True, is_out=True, about="Min søster."
    )

    with pytest.raises(ActionError, match="færre end to låste"):
        propose(round_, by=by)


def test_more_grants_than_places_are_not_proposed(by):
    round_ = decided_round("granted", "granted", places=2)
    Round.objects.update(places=1)

    with pytest.raises(ActionError, match="Der er valgt 2 til tilsagn, og det er flere, end runden har plads til: 1"):
        propose(round_, by=by)


def test_a_round_without_applications_is_closed_with_a_note(by):
    round_ = RoundFactory(closed=True)
    with pytest.raises(ActionError, match="Der er ingen ansøgninger"):
        propose(round_, by=by)

    propose(round_, waiver="Ingen har søgt.", by=by)

    round_.refresh_from_db()
    assert round_.status == RoundStatus.PROPOSED


# --- Approving ----------------------------------------------------------------------------------------------------


def test_approve_is_another_person(by, approving, manager):
    round_ = decided_round("granted")
    propose(round_, by=by)
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
    first = propose(round_, by=by)

    actions.send_back(round_, remark=" Se på balancen. ", by=approving)
    actions.choose(round_, in_order(round_)[0], outcome="reserve", reason="Anden gang.", by=by)
    second = propose(round_, by=by)

    first.refresh_from_db()
    assert (first.sent_back_by, first.remark) == (approving.user, "Se på balancen.")
    assert second != first
    assert Email.objects.filter(to=manager.email).values_list("subject", flat=True).get() == (
        f"Indstillingen er sendt tilbage: {round_.name}"
    )
    assert "Se på balancen." in Email.objects.get(to=manager.email).body


def test_send_back_asks_for_a_remark(by, approving):
    round_ = decided_round("granted")
    propose(round_, by=by)

    with pytest.raises(ActionError, match="hvad lederne skal se på"):
        actions.send_back(round_, remark="  ", by=approving)

    round_.refresh_from_db()
    assert round_.status == RoundStatus.PROPOSED


# --- Every status with every status -------------------------------------------------------------------------------

ALLOWED = {
    (RoundStatus.ASSESSING, "propose"),
    (RoundStatus.PROPOSED, "send_back"),
    (RoundStatus.PROPOSED, "approve"),
}


@pytest.mark.parametrize("name", ["propose", "send_back", "approve"])
@pytest.mark.parametrize("status", RoundStatus)
def test_each_step_is_taken_from_its_own_status_only(by, approving, status, name):
    round_ = decided_round("granted")
    if status in {RoundStatus.PROPOSED, RoundStatus.APPROVED, RoundStatus.ANNOUNCED}:
        propose(round_, by=by)
    considered_by(round_, by.user)
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
