from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.allocation.models import Decision, Outcome
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory, PlaceFactory, ProposalFactory, announced_round
from tests.factories.drafting import ApplicationFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def refused(constraint, make, **fields):
    """Whether the database refuses to keep this, and by that constraint."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        make(**fields)
    text = str(error.value)
    return constraint in text or "UNIQUE constraint failed" in text


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("decision_grants_exactly_with_a_seat", {"outcome": Outcome.GRANTED, "seat_number": None}),
        ("decision_grants_exactly_with_a_seat", {"outcome": Outcome.GRANTED, "seat_number": 0}),
        ("decision_grants_exactly_with_a_seat", {"outcome": Outcome.RESERVE, "seat_number": 1}),
        ("decision_grants_exactly_with_a_seat", {"outcome": Outcome.REFUSED, "seat_number": 1}),
        ("decision_announced_has_a_reason", {"announced": True, "reason": ""}),
        ("decision_given_back_at_and_by", {"granted": True, "announced": True, "given_back_at": NOW}),
    ],
)
def test_a_decision_must_make_sense(constraint, fields):
    assert refused(constraint, DecisionFactory, **fields)


@pytest.mark.parametrize("fields", [{"announced": True}, {"granted": True}])
def test_only_an_announced_grant_is_given_back(fields):
    constraint = "decision_given_back_was_an_announced_grant"

    assert refused(constraint, DecisionFactory, given_back_at=NOW, given_back_by=UserFactory(), **fields)


def test_a_seat_is_held_once_until_it_is_given_back():
    first = DecisionFactory(granted=True, announced=True)
    other = ApplicationFactory(round=first.round, submitted=True)
    assert refused("decision_one_grant_per_seat", DecisionFactory, application=other, granted=True)

    first.given_back_at, first.given_back_by = timezone.now(), UserFactory()
    first.save()

    assert DecisionFactory(application=other, granted=True).seat_number == 1
    assert list(Decision.objects.holding_a_seat()) == [other.decision]


def test_an_application_has_one_decision():
    known = DecisionFactory()

    assert refused("decision_application", DecisionFactory, application=known.application)


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("proposal_approved_at_and_by_another", {"approved_at": NOW}),
        ("proposal_sent_back_at_by_and_with_a_remark", {"sent_back": True, "remark": ""}),
        ("proposal_sent_back_at_by_and_with_a_remark", {"remark": "Se igen."}),
        ("proposal_is_not_both_approved_and_sent_back", {"approved": True, "sent_back": True}),
    ],
)
def test_a_proposal_must_make_sense(constraint, fields):
    assert refused(constraint, ProposalFactory, **fields)


def test_nobody_approves_the_own_proposal():
    person = UserFactory()

    assert refused(
        "proposal_approved_at_and_by_another",
        ProposalFactory,
        proposed_by=person,
        approved_by=person,
        approved_at=timezone.now(),
    )


def test_one_proposal_stands_per_round():
    sent_back = ProposalFactory(sent_back=True)
    standing = ProposalFactory(round=sent_back.round)

    assert refused("proposal_one_standing_per_round", ProposalFactory, round=standing.round)


@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        ("place_has_application_and_decision_or_neither", {"application": True}),
        ("place_has_application_and_decision_or_neither", {"decision": True}),
    ],
)
def test_a_place_has_application_and_decision_or_neither(constraint, make):
    decision = DecisionFactory(granted=True, announced=True)
    fields = {name: {"application": decision.application, "decision": decision}[name] for name in make}

    assert refused(constraint, PlaceFactory, **fields)


def test_a_place_is_given_back_after_it_is_accepted():
    assert refused(
        "place_is_given_back_after_it_is_accepted",
        PlaceFactory,
        accepted_at=NOW,
        given_back_at=NOW - timedelta(seconds=1),
    )


def test_the_last_day_to_accept_is_counted_in_danish_days():
    announced_at = datetime(2018, 1, 31, 23, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    decision = DecisionFactory(granted=True, announced_at=announced_at)
    last_moment = datetime(2018, 2, 14, 23, 59, 59, tzinfo=ZoneInfo("Europe/Copenhagen"))

    assert f"{decision.accept_by:%Y-%m-%d}" == "2018-02-14"
    assert decision.awaits_answer_at(last_moment) is True
    assert decision.awaits_answer_at(last_moment + timedelta(seconds=1)) is False


def test_only_an_announced_grant_has_a_day_to_accept_by():
    assert DecisionFactory(granted=True).accept_by is None
    assert DecisionFactory(announced=True).accept_by is None
    assert DecisionFactory(announced=True).awaits_answer_at(timezone.now()) is False


@pytest.mark.parametrize(
    ("outcome", "words", "kind"),
    [
        ("granted", "I har fået et forløb", "success"),
        ("reserve", "I står på reservelisten", "info"),
        ("refused", "I har ikke fået et forløb denne gang", "neutral"),
    ],
)
def test_applicants_read_the_outcome_in_these_words(outcome, words, kind):
    decision = Decision(outcome=outcome)

    assert (decision.status_word, decision.status_kind) == (words, kind)


def test_a_place_given_back_is_no_longer_said_to_be_theirs():
    decision = Decision(outcome="granted", given_back_at=timezone.now())

    assert (decision.status_word, decision.status_kind) == ("I har ikke taget imod et forløb", "neutral")


def test_a_decision_is_visible_to_its_organisation_once_announced(coordinator, stranger, manager, municipality):
    decision = DecisionFactory(application__applicant=municipality)
    assert list(Decision.objects.visible_to(coordinator)) == []

    decision.announced_at = timezone.now()
    decision.save()

    assert list(Decision.objects.visible_to(coordinator)) == [decision]
    assert list(Decision.objects.visible_to(stranger)) == []
    assert list(Decision.objects.visible_to(manager)) == []


def test_things_are_named_as_one_says_them():
    round_ = announced_round("granted")
    decision = round_.decisions.get()

    assert str(decision) == f"{decision.application_id}: granted"
    assert str(PlaceFactory(applicant__name="Skive Kommune", round__name="Januar")) == "Skive Kommune: Januar"
    assert str(round_.proposals.get()).startswith(round_.name)
