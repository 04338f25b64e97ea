"""Twenty pairs of managers press at once: never more grants than places, and one proposal per round.

The red twins switch off exactly the guards: the lock (on SQLite the transaction itself is the lock) and the unique
seat number.
"""

import pytest
from django.db import IntegrityError

from applications.allocation.models import Decision, Outcome, Proposal
from applications.rounds.models import Round, RoundStatus
from praksis.errors import ActionError
from tests.drills.deciding import choosing, contested_round, no_unique_seat, proposing, unlock
from tests.drills.race import race
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
PAIRS = 20


def test_twenty_pairs_of_managers_never_choose_more_than_the_places():
    managers = UserFactory.create_batch(2, manager=True)
    rounds = [contested_round(places=2) for _ in range(PAIRS)]

    results = race(
        [
            choosing(round_, application, manager)
            for round_, applications in rounds
            for application, manager in zip(applications, managers, strict=True)
        ]
    )

    assert [Decision.objects.filter(round=r, outcome=Outcome.GRANTED).count() for r, _ in rounds] == [2] * PAIRS
    refusals = [result for result in results if not isinstance(result, Decision)]
    assert [type(refusal) for refusal in refusals] == [ActionError] * PAIRS
    assert {str(refusal)[:36] for refusal in refusals} == {"Der er kun to pladser i runden, og a"}


def test_forty_managers_and_five_places():
    round_ = RoundFactory(closed=True, places=5)
    applications = ApplicationFactory.create_batch(2 * PAIRS, round=round_, submitted=True)
    manager = UserFactory(manager=True)

    race([choosing(round_, application, manager) for application in applications])

    seats = Decision.objects.filter(round=round_).order_by("seat_number").values_list("seat_number", flat=True)
    assert list(seats) == [1, 2, 3, 4, 5]


def test_twenty_pairs_of_managers_propose_once():
    managers = UserFactory.create_batch(2, manager=True)
    UserFactory(approver=True)
    rounds = [contested_round(places=1) for _ in range(PAIRS)]
    for _, applications in rounds:
        for application in applications:
            DecisionFactory(application=application)

    results = race([proposing(round_, manager) for round_, _ in rounds for manager in managers])

    assert sum(isinstance(result, Proposal) for result in results) == PAIRS
    assert [round_.proposals.count() for round_, _ in rounds] == [1] * PAIRS
    assert {Round.objects.get(pk=round_.pk).status for round_, _ in rounds} == {RoundStatus.PROPOSED}


def test_red_twin_without_the_lock_the_unique_seat_still_holds(monkeypatch):
    round_, applications = contested_round(places=1)
    managers = UserFactory.create_batch(2, manager=True)
    unlock(monkeypatch)

    results = race([choosing(round_, *pair) for pair in zip(applications, managers, strict=True)])

    assert {type(result) for result in results} == {Decision, IntegrityError}
    assert Decision.objects.filter(round=round_, outcome=Outcome.GRANTED).count() == 1


def test_red_twin_without_lock_and_unique_seat_there_are_too_many(monkeypatch):
    round_, applications = contested_round(places=1)
    managers = UserFactory.create_batch(2, manager=True)
    unlock(monkeypatch)

    with no_unique_seat():
        race([choosing(round_, *pair) for pair in zip(applications, managers, strict=True)])
        granted = Decision.objects.filter(round=round_, outcome=Outcome.GRANTED).count()

    assert granted == 2
