"""Twenty pairs of managers press at once: never more grants than places, and one proposal per round.

The red twins switch off exactly the guards: the lock (on SQLite the transaction itself is the lock) and the unique
seat number.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, connections

from applications.allocation import actions
from applications.allocation.actions import deciding
from applications.allocation.models import Decision, Outcome, Proposal
from applications.rounds.models import RoundStatus
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.factories.accounts import UserFactory
from tests.factories.allocation import DecisionFactory
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
PAIRS = 20


def at_once(*calls):
    """Run the calls at the same moment, each on its own connection, and return what each gave or raised."""
    start = threading.Barrier(len(calls))

    def run(call):
        try:
            start.wait(timeout=30)
            return call()
        except (ActionError, IntegrityError) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def contested_round(*, places: int):
    """A round in which all but one of the places are chosen, and two applications that could have the last."""
    round_ = RoundFactory(closed=True, places=places)
    for seat in range(1, places):
        application = ApplicationFactory(round=round_, submitted=True)
        DecisionFactory(application=application, granted=True, seat_number=seat)
    return round_, ApplicationFactory.create_batch(2, round=round_, submitted=True)


def grant(round_, application, manager):
    """One manager's press of the button, with rows of its own."""
    round_ = type(round_).objects.get(pk=round_.pk)
    return lambda: actions.choose(round_, application, outcome="granted", reason="God.", by=Actor.of(manager))


def test_twenty_pairs_of_managers_never_choose_more_than_the_places():
    managers = UserFactory.create_batch(2, manager=True)
    rounds = [contested_round(places=2) for _ in range(PAIRS)]

    results = at_once(
        *(
            grant(round_, application, manager)
            for round_, applications in rounds
            for application, manager in zip(applications, managers, strict=True)
        )
    )

    assert [Decision.objects.filter(round=r, outcome=Outcome.GRANTED).count() for r, _ in rounds] == [2] * PAIRS
    refusals = [result for result in results if isinstance(result, ActionError)]
    assert len(refusals) == PAIRS
    assert {str(refusal)[:36] for refusal in refusals} == {"Der er kun to pladser i runden, og a"}


def test_forty_managers_and_five_places():
    round_ = RoundFactory(closed=True, places=5)
    applications = ApplicationFactory.create_batch(2 * PAIRS, round=round_, submitted=True)
    manager = UserFactory(manager=True)

    at_once(*(grant(round_, application, manager) for application in applications))

    seats = Decision.objects.filter(round=round_).order_by("seat_number").values_list("seat_number", flat=True)
    assert list(seats) == [1, 2, 3, 4, 5]


def test_twenty_pairs_of_managers_propose_once():
    managers = UserFactory.create_batch(2, manager=True)
    UserFactory(approver=True)
    rounds = [contested_round(places=1) for _ in range(PAIRS)]
    for _, applications in rounds:
        for application in applications:
            DecisionFactory(application=application)

    def propose(round_, manager):
        round_ = type(round_).objects.get(pk=round_.pk)
        return lambda: actions.propose(round_, waiver="En prøve.", by=Actor.of(manager))

    results = at_once(*(propose(round_, manager) for round_, _ in rounds for manager in managers))

    assert sum(isinstance(result, Proposal) for result in results) == PAIRS
    assert [round_.proposals.count() for round_, _ in rounds] == [1] * PAIRS
    assert {type(round_).objects.get(pk=round_.pk).status for round_, _ in rounds} == {RoundStatus.PROPOSED}


@pytest.fixture
def unguarded(monkeypatch):
    """Switch the lock off, and let both managers look for a seat before either takes it."""
    both_have_looked = threading.Barrier(2)
    free_seat = deciding.free_seat

    def look_together(round_):
        seat = free_seat(round_)
        both_have_looked.wait(timeout=10)
        return seat

    monkeypatch.setattr(deciding, "lock", lambda instance: instance.refresh_from_db())
    monkeypatch.setattr(deciding, "free_seat", look_together)
    monkeypatch.setattr(actions, "choose", deciding.choose.__wrapped__)  # without its transaction


@pytest.fixture
def no_unique_seat():
    """Take the last guard, the unique seat number, out of the database."""
    seat = next(c for c in Decision._meta.constraints if c.name == "decision_one_grant_per_seat")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Decision, seat)
    yield
    Decision.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Decision, seat)


@pytest.mark.usefixtures("unguarded")
def test_red_twin_without_the_lock_the_unique_seat_still_holds():
    round_, applications = contested_round(places=1)
    managers = UserFactory.create_batch(2, manager=True)

    results = at_once(*(grant(round_, *pair) for pair in zip(applications, managers, strict=True)))

    assert sorted(type(result).__name__ for result in results) == ["Decision", "IntegrityError"]
    assert Decision.objects.filter(round=round_, outcome=Outcome.GRANTED).count() == 1


@pytest.mark.usefixtures("unguarded", "no_unique_seat")
def test_red_twin_without_lock_and_unique_seat_there_are_too_many():
    round_, applications = contested_round(places=1)
    managers = UserFactory.create_batch(2, manager=True)

    at_once(*(grant(round_, *pair) for pair in zip(applications, managers, strict=True)))

    assert Decision.objects.filter(round=round_, outcome=Outcome.GRANTED).count() == 2
