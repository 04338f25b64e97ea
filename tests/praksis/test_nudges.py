import logging

import pytest

from praksis import health
from praksis.celery import app
from praksis.nudges import SILENCE, Nudges

pytestmark = pytest.mark.django_db


class Broker:
    """What the broker was told, and whether it takes it: the broker is the network's edge."""

    def __init__(self):
        self.told, self.away, self.meanwhile = [], False, lambda: None

    def send_task(self, name, args, **options):
        self.told.append((name, args, options))
        self.meanwhile()
        if self.away:
            raise ConnectionError("redis://user:secret@host")


@pytest.fixture
def broker(monkeypatch):
    broker = Broker()
    monkeypatch.setattr(app, "send_task", broker.send_task)
    return broker


@pytest.fixture
def clock():
    """A list whose last number is the time."""
    return [100.0]


@pytest.fixture
def nudges(clock):
    return Nudges(clock=lambda: clock[-1])


def failures():
    return health.Heartbeat.objects.filter(name="nudge_failed").count()


def test_a_nudge_names_the_row_and_nothing_else(nudges, broker):
    assert nudges.send("a.task", 7) is True

    assert broker.told == [("a.task", ["7"], {"retry": False})]
    assert failures() == 0


def test_a_nudge_that_fails_is_swallowed_counted_and_silences_the_next_ones(nudges, broker, caplog):
    broker.away = True

    with caplog.at_level(logging.WARNING):
        sent = [nudges.send("a.task", pk) for pk in (1, 2, 3)]

    assert sent == [False, False, False]
    assert [args for _, args, _ in broker.told] == [["1"]]
    assert nudges.unsaid == 3
    assert failures() == 1
    assert caplog.messages == ["nudge failed: ConnectionError"]


def test_after_the_silence_one_tries_and_all_speak_again(nudges, broker, clock, caplog):
    broker.away = True
    nudges.send("a.task", 1)
    nudges.send("a.task", 2)
    broker.away = False
    clock.append(clock[-1] + SILENCE)
    caplog.clear()

    with caplog.at_level(logging.WARNING):
        sent = [nudges.send("a.task", pk) for pk in (3, 4)]

    assert sent == [True, True]
    assert [args for _, args, _ in broker.told] == [["1"], ["3"], ["4"]]
    assert caplog.messages == ["nudges work again; 2 were left to the sweep"]


def test_while_one_tries_the_others_stay_silent(nudges, broker, clock):
    broker.away = True
    nudges.send("a.task", 1)
    clock.append(clock[-1] + SILENCE)
    broker.meanwhile = lambda: nudges.send("a.task", 3)

    nudges.send("a.task", 2)

    assert [args for _, args, _ in broker.told] == [["1"], ["2"]]


def test_a_broker_that_is_still_away_begins_a_new_silence(nudges, broker, clock):
    broker.away = True
    for _ in range(3):
        nudges.send("a.task", 1)
        clock.append(clock[-1] + SILENCE)

    assert len(broker.told) == 3
