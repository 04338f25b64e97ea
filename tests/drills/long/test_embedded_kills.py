"""R5s: the embedded process is killed twenty times while people write.

A killed process shows that nothing is acknowledged before it is committed, and that SQLite finds its way back. What a
power cut does to a disk it cannot show; for that `synchronous=FULL` is set, and read back by the test below.
"""

import random

import pytest
from django.db import connection

from tests.drills.composition import until
from tests.drills.history import History

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded default is on SQLite")
CLIENTS, KILLS = 8, 20


def pragma(name):
    """What SQLite says to one of its own questions."""
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return [value for (value,) in cursor.fetchall()]


def write_through_kills(site, kills):
    """Kill the process again and again at moments of no choosing; the history and what the database said each time."""
    history = History(site.address, writers=CLIENTS)
    chance = random.Random(20)
    verdicts = []
    site.start("web")
    with history.under_way():
        for _ in range(kills):
            enough = history.acknowledged + chance.randint(20, 60)
            until(lambda enough=enough: history.acknowledged >= enough, seconds=120, what="people can write")
            site.kill("web")
            verdicts += pragma("integrity_check")
            site.start("web")
    return history, verdicts


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(compose, figures):
    history, verdicts = write_through_kills(compose(), KILLS)

    lost, doubled, failures = history.lost(), history.doubled(), history.failures
    figures(
        "R5s",
        f"{CLIENTS} clients, the embedded process killed {KILLS} times",
        promise="0 acknowledged lost, 0 doubled, integrity_check ok",
        seen=f"{history.acknowledged} acknowledged, {len(lost)} lost, {len(doubled)} doubled, "
        f"integrity_check {', '.join(sorted(set(verdicts)))} {len(verdicts)} times, failures {dict(failures)}",
    )
    assert (lost, doubled) == ([], [])
    assert verdicts == ["ok"] * KILLS
    assert list(failures) == ["no answer"]
    assert (pragma("journal_mode"), pragma("synchronous")) == (["wal"], [2])


def test_red_twin_with_answers_before_the_commit_something_is_lost(compose, figures):
    history, _ = write_through_kills(compose(without="commit_before_answer"), 3)

    lost = history.lost()
    figures(
        "R5s",
        "3 kills, the answer given before the commit",
        promise="red",
        seen=f"{len(lost)} of {history.acknowledged} acknowledged lost",
    )
    assert lost != []
