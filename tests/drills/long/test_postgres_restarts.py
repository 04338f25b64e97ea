"""R5: PostgreSQL is restarted as after a power cut, and all its connections are ended, while eight people write."""

import os
import time
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from django.db import connection, connections
from django.utils import timezone
from services import Postgres

from praksis.health import last_alive
from tests.drills.composition import until
from tests.drills.history import History

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="it is PostgreSQL that is restarted")
CLIENTS, SECONDS = 8, 60


def restart_thrice_and_terminate(seconds):
    """The faults, spread evenly over the seconds."""
    cluster = Postgres(Path(os.environ["POSTGRES_HOME"]))
    began = time.monotonic()
    for fault in range(1, 6):
        until(partial(is_past, began + fault * seconds / 5), seconds=seconds)
        connections.close_all()  # this process' own go down with the server
        if fault <= 3:
            cluster.restart()
        elif fault == 4:
            terminate_backends()


def is_past(moment):
    """Whether the clock has come so far."""
    return time.monotonic() >= moment


def terminate_backends():
    """End every connection to the test's database but the one that says so."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def write_through_the_faults(site, seconds):
    """Start everything, and write while the faults come; the history."""
    history = History(site.address, writers=CLIENTS)
    site.start("web", "worker", "beat")
    with history.under_way():
        restart_thrice_and_terminate(seconds)
    return history


def are_alive_since(moment):
    """Whether worker and beat have both given a sign of life since then."""
    return all(at and datetime.fromisoformat(at) > moment for at in last_alive().values())


def test_nothing_acknowledged_is_lost_and_people_see_the_503_page_only(compose, redis, figures):
    site = compose(redis_url=redis.url)

    history = write_through_the_faults(site, SECONDS)

    until(partial(are_alive_since, timezone.now()), seconds=60, what="worker and beat live on")
    lost, doubled, failures = history.lost(), history.doubled(), history.failures
    figures(
        "R5",
        f"{CLIENTS} clients, {SECONDS} s, PostgreSQL restarted immediately 3 times, all backends terminated once",
        promise="0 acknowledged lost, 0 doubled, 503 page only",
        seen=f"{history.acknowledged} acknowledged, {len(lost)} lost, {len(doubled)} doubled, "
        f"failing pages {dict(failures)}, longest silence {history.longest_silence:.1f} s",
    )
    assert (lost, doubled) == ([], [])
    assert list(failures) == ["503 page"]
    assert [process.poll() for process in site.running.values()] == [None, None, None]


def test_red_twin_without_a_safe_commit_something_is_lost(compose, redis, figures):
    site = compose(redis_url=redis.url, without="synchronous_commit")

    history = write_through_the_faults(site, SECONDS / 3)

    lost = history.lost()
    figures(
        "R5",
        "the same in 20 s with synchronous_commit=off",
        promise="red",
        seen=f"{len(lost)} of {history.acknowledged} acknowledged lost",
    )
    assert lost != []
