"""A new decision in the place of an announced one, and the order of the reserve list."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.allocation import actions as choosing
from applications.allocation.models import Decision, EarlierDecision, Outcome, Place
from applications.decisions import actions
from applications.decisions.models import DecisionLetter
from applications.rounds.models import Round
from engagements import reference
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory, announced_round, decided_round
from tests.factories.rounds import ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(approver):
    return Actor.of(approver)


def replace(decision, outcome="refused", *, by, after=1, **given):
    """A new decision with something written under every criterion."""
    said = {"reason": "Ny begrundelse.", "why": "Vi havde overset et bilag.", **given}
    reasons = said.pop("reasons", {criterion.key: "Vejet igen." for criterion in decision.round.criteria.all()})
    fresh = Decision.objects.get(pk=decision.pk)
    return actions.replace(fresh, outcome=outcome, reasons=reasons, after=after, by=by, **said)


def let_time_pass(decision):
    """So that the time to accept is over."""
    Decision.objects.filter(pk=decision.pk).update(announced_at=timezone.now() - timedelta(days=15))
    decision.refresh_from_db()


def test_a_new_decision_has_its_own_letter_and_the_old_one_is_kept(by):
    decision = announced_round("refused").decisions.get()
    before = (decision.outcome, decision.reason, decision.announced_at)

    letter = replace(decision, "granted", by=by)

    decision.refresh_from_db()
    old = EarlierDecision.objects.get()
    assert (decision.outcome, decision.seat_number, decision.chosen_by) == ("granted", 1, by.user)
    assert (old.outcome, old.reason, old.announced_at) == before
    assert [reason["text"] for reason in old.reasons] == ["Det er beskrevet."] * 2
    assert list(decision.reasons.values_list("text", flat=True)) == ["Vejet igen."] * 2
    assert (letter.number, DecisionLetter.objects.count()) == (2, 2)
    assert letter.facts["replaces"]["words"] == "I har ikke fået et forløb denne gang"
    assert letter.facts["replaces"]["why"] == "Vi havde overset et bilag."
    assert [reason["text"] for reason in letter.facts["reasons"]] == ["Vejet igen."] * 2
    assert decision.case.events.filter(kind="decision.replaced").count() == 1
    assert decision.round.case.events.filter(kind="round.decision_replaced").count() == 1
    notice = Email.objects.get(key__contains=f"{decision.pk}:2:")
    assert notice.subject.startswith("Ny afgørelse på jeres ansøgning")


def test_each_replacement_is_kept(by):
    decision = announced_round("refused").decisions.get()
    replace(decision, "granted", by=by)

    replace(decision, "reserve", after=2, by=Actor.of(UserFactory(approver=True)))

    assert list(decision.earlier.order_by("announced_at").values_list("outcome", flat=True)) == ["refused", "granted"]
    assert sorted(DecisionLetter.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert Decision.objects.get().seat_number is None


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"why": " "}, "hvorfor der er en ny afgørelse"),
        ({"reason": " "}, "Skriv en begrundelse"),
        ({"reasons": {}}, "under Behov og Opbakning"),
        ({"after": 2}, "allerede erstattet"),
    ],
)
def test_nothing_is_replaced_without_its_words_or_blindly(by, given, refusal):
    decision = announced_round("refused").decisions.get()

    with pytest.raises(ActionError, match=refusal):
        replace(decision, by=by, **given)

    assert not EarlierDecision.objects.exists()


def test_a_grant_needs_no_text_under_each_criterion(by):
    decision = announced_round("refused").decisions.get()

    replace(decision, "granted", by=by, reasons={})

    assert not decision.reasons.exists()


def test_two_people_have_a_say_in_each_decision(by):
    decision = announced_round("refused").decisions.get()
    replace(decision, "granted", by=by)

    with pytest.raises(ActionError, match="En anden godkender"):
        replace(decision, after=2, by=by)


def test_two_at_once_make_one_new_decision(by):
    decision = announced_round("refused").decisions.get()
    replace(decision, "reserve", by=by)

    with pytest.raises(ActionError, match="allerede erstattet"):
        replace(decision, "granted", by=Actor.of(UserFactory(approver=True)))

    assert Decision.objects.get().outcome == "reserve"


def test_what_is_not_announced_is_not_replaced(by):
    decision = decided_round("refused").decisions.get()

    with pytest.raises(ActionError, match="ikke meddelt"):
        replace(decision, by=by)


def test_an_accepted_place_blocks_a_new_decision(by, coordinator):
    decision = announced_round("granted").decisions.get()
    ProgrammeFactory()
    reference.load()
    choosing.accept_place(decision, by=Actor.of(coordinator))

    with pytest.raises(ActionError, match="Pladsen er taget imod"):
        replace(decision, by=by)

    assert Place.objects.count() == 1


# --- Seats --------------------------------------------------------------------------------------------------------


def of(round_, outcome):
    return round_.decisions.get(outcome=outcome)


def test_a_grant_is_not_given_where_all_seats_are_held(by):
    round_ = announced_round("granted", "reserve", places=1)

    with pytest.raises(ActionError, match="Alle pladser i runden"):
        replace(of(round_, "reserve"), "granted", by=by)

    assert not EarlierDecision.objects.exists()


def test_a_declined_place_goes_to_the_reserve(by, coordinator):
    round_ = announced_round("granted", "reserve", places=1)
    declined, reserve = of(round_, "granted"), of(round_, "reserve")
    choosing.decline_place(declined, by=Actor.of(coordinator))

    replace(reserve, "granted", by=by)

    assert list(Decision.objects.holding_a_seat()) == [reserve]


def test_an_offer_whose_time_is_over_lapses_when_its_place_is_given_on(by):
    round_ = announced_round("granted", "reserve", places=1)
    offer, reserve = of(round_, "granted"), of(round_, "reserve")
    let_time_pass(offer)

    replace(reserve, "granted", by=by)

    offer.refresh_from_db()
    assert list(Decision.objects.holding_a_seat()) == [reserve]
    assert (offer.given_back_by, offer.has_lapsed) == (by.user, True)
    assert offer.case.events.filter(kind="place.lapsed").count() == 1


def test_an_offer_whose_time_is_over_stays_while_there_is_another_seat(by):
    round_ = announced_round("granted", "reserve", places=2)
    let_time_pass(of(round_, "granted"))

    replace(of(round_, "reserve"), "granted", by=by)

    assert Decision.objects.holding_a_seat().count() == 2


def test_an_offer_is_made_anew_on_its_own_seat(by):
    round_ = announced_round("granted", places=1)
    offer = of(round_, "granted")
    let_time_pass(offer)

    replace(offer, "granted", by=by, why="I har bedt om mere tid.")

    offer.refresh_from_db()
    assert (offer.seat_number, offer.awaits_answer_at(timezone.now())) == (1, True)


def test_who_said_no_can_be_offered_a_place_again(by, coordinator):
    offer = announced_round("granted", places=1).decisions.get()
    choosing.decline_place(offer, by=Actor.of(coordinator))

    replace(offer, "granted", by=by, why="I har ombestemt jer.")

    offer.refresh_from_db()
    assert (offer.given_back_at, offer.given_back_by, offer.seat_number) == (None, None, 1)
    assert EarlierDecision.objects.get().given_back_at is not None


def test_a_rank_ends_with_the_reserve_list(by):
    decision = announced_round("reserve").decisions.get()
    Decision.objects.update(reserve_rank=1)

    replace(decision, by=by)

    assert Decision.objects.get().reserve_rank is None


def test_a_rank_stays_where_the_new_decision_is_the_list_again(by):
    decision = announced_round("reserve").decisions.get()
    Decision.objects.update(reserve_rank=1)

    replace(decision, "reserve", by=by)

    assert Decision.objects.get().reserve_rank == 1


# --- The order of the reserve list --------------------------------------------------------------------------------


@pytest.fixture
def ranking(manager):
    return Actor.of(manager)


def ranks_of(round_):
    return list(round_.decisions.order_by("application__applicant__name").values_list("reserve_rank", flat=True))


def test_the_reserve_list_is_put_in_order_and_changed(ranking):
    round_ = decided_round("reserve", "reserve", "reserve")
    first, second, third = round_.decisions.order_by("application__applicant__name")

    actions.rank_reserves(round_, {first.pk: 2, second.pk: 1, third.pk: None}, by=ranking)
    actions.rank_reserves(round_, {first.pk: 1, second.pk: 2, third.pk: None}, by=ranking)

    assert ranks_of(round_) == [1, 2, None]
    said = round_.case.events.filter(kind="round.reserves_ranked").order_by("id").last().data["names"]
    assert said == f"1 {first.application.applicant.name}, 2 {second.application.applicant.name}"


def test_the_same_order_again_is_not_told(ranking):
    round_ = decided_round("reserve")
    decision = round_.decisions.get()
    for _ in range(2):
        actions.rank_reserves(round_, {decision.pk: 1}, by=ranking)

    assert round_.case.events.filter(kind="round.reserves_ranked").count() == 1


def test_the_order_can_be_taken_away(ranking):
    round_ = decided_round("reserve")
    decision = round_.decisions.get()
    actions.rank_reserves(round_, {decision.pk: 1}, by=ranking)

    actions.rank_reserves(round_, {decision.pk: None}, by=ranking)

    assert ranks_of(round_) == [None]
    assert round_.case.events.order_by("id").last().data["names"] == "ingen rækkefølge"


def test_two_do_not_have_the_same_number(ranking):
    round_ = decided_round("reserve", "reserve")

    with pytest.raises(ActionError, match="samme nummer"):
        actions.rank_reserves(round_, dict.fromkeys(round_.decisions.values_list("pk", flat=True), 1), by=ranking)


def test_who_left_the_list_meanwhile_gets_no_number(ranking):
    round_ = decided_round("refused")

    with pytest.raises(ActionError, match="Reservelisten er ændret imens"):
        actions.rank_reserves(round_, {round_.decisions.get().pk: 1}, by=ranking)


def test_after_the_proposal_the_order_stands(ranking):
    round_ = announced_round("reserve")

    with pytest.raises(ActionError, match="allerede indstillet"):
        actions.rank_reserves(Round.objects.get(), {round_.decisions.get().pk: 1}, by=ranking)


def test_who_is_chosen_for_something_else_loses_the_number(ranking):
    decision = DecisionFactory(reserve=True, reserve_rank=1)

    choosing.choose(decision.round, decision.application, outcome=Outcome.REFUSED, reason="Nej.", by=ranking)

    assert Decision.objects.get().reserve_rank is None
