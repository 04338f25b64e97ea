"""Managers who decide the same round at the same moment, and the guards that a red twin takes away."""

import threading
from contextlib import contextmanager

from django.db import connection

from applications.allocation import actions
from applications.allocation.actions import deciding
from applications.allocation.models import Decision
from applications.drafting.models import Application
from applications.rounds.models import Round
from praksis.cases.actors import Actor
from tests.factories.allocation import DecisionFactory, considered_by
from tests.factories.drafting import ApplicationFactory
from tests.factories.rounds import RoundFactory


def contested_round(*, places: int):
    """A round in which all but one of the places are chosen, and two applications that could have the last."""
    round_ = RoundFactory(closed=True, places=places)
    for seat in range(1, places):
        application = ApplicationFactory(round=round_, submitted=True)
        DecisionFactory(application=application, granted=True, seat_number=seat)
    return round_, ApplicationFactory.create_batch(2, round=round_, submitted=True)


def choosing(round_, application, manager, outcome="granted"):
    """One manager's press of the button, with rows of its own."""
    round_, application = Round.objects.get(pk=round_.pk), Application.objects.get(pk=application.pk)
    return lambda: actions.choose(round_, application, outcome=outcome, reason="God.", by=Actor.of(manager))


def proposing(round_, manager):
    """The same, of the button that proposes the round."""
    round_ = Round.objects.get(pk=round_.pk)
    considered_by(round_, manager)
    return lambda: actions.propose(round_, waiver="En prøve.", by=Actor.of(manager))


def unlock(monkeypatch) -> None:
    """Switch the lock off, and let two managers look for a seat before either takes it."""
    both_have_looked = threading.Barrier(2)
    free_seat = deciding.free_seat

    def look_together(round_):
        seat = free_seat(round_)
        both_have_looked.wait(timeout=10)
        return seat

    monkeypatch.setattr(deciding, "lock", lambda instance: instance.refresh_from_db())
    monkeypatch.setattr(deciding, "free_seat", look_together)
    monkeypatch.setattr(actions, "choose", deciding.choose.__wrapped__)  # without its transaction


@contextmanager
def no_unique_seat():
    """Take the last guard, the unique seat number, out of the database."""
    seat = next(c for c in Decision._meta.constraints if c.name == "decision_one_grant_per_seat")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Decision, seat)
    try:
        yield
    finally:
        Decision.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Decision, seat)
