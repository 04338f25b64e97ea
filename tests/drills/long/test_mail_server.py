"""R13: the mail server says later, says no, drops the line, hangs; and then it is away altogether.

Every letter climbs the ladder exactly; a good one waits for a hanging one only as long as the worker listens to it.
"""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from praksis.health import Heartbeat
from praksis.mail.models import Email
from praksis.work import LADDER, WorkStatus
from tests.drills.composition import until
from tests.drills.rows import nudge
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="the embedded default has one thread for all jobs"
)

# How long the worker listens to a silent server (the product's default is 10), and how many letters it sends at a time
PATIENCE, CHILDREN = 2, 2
BAD = {"451": 30, "550": 30, "drop": 30, "hang": 10}
GOOD = 100
NEW_ONES = 5
# A good letter behind all the hanging ones waits for each of them once, and the children share them; the rest of the
# seconds is for sending two hundred letters on a busy machine.
BOUND = BAD["hang"] * PATIENCE / CHILDREN + 40
# While hanging ones are tried again by the sweep, the other child is free for a new letter.
BOUND_FOR_NEW = 10
# With the whole server silent. When it is back, the letters that were put off wait half a minute more at most, and then
# for the sweep.
AWAY, LETTERS_MEANWHILE, MESSAGES, WORKER_ALIVE, OUT_AGAIN = 75, 100, 110, 45, 90


@pytest.fixture
def site(compose, redis, postbox):
    def start(**options):
        site = compose(redis_url=redis.url, email_url=postbox.url, EMAIL_TIMEOUT=str(PATIENCE), **options)
        began = timezone.now()
        site.start("worker", "beat")
        until(lambda: worker_was_alive_after(began), seconds=60, what="the worker is alive")
        return site

    return start


def worker_was_alive_after(moment):
    return Heartbeat.objects.filter(name="worker", at__gt=moment).exists()


def letters_for(kind, number):
    return [EmailFactory(to=f"{kind}-{n}@kommune.example") for n in range(number)]


def seconds_until_taken(postbox, letters, *, within):
    """How long it takes until the server has taken the last of these letters."""
    began = time.monotonic()
    ids = {str(letter.pk) for letter in letters}
    until(lambda: ids <= postbox.letters(), seconds=within, what="the good letters are out")
    return time.monotonic() - began


def is_on_rung(row, rung, postbox):
    """Whether the row was tried exactly so often, and the last try was followed by exactly that rung's pause."""
    tries = postbox.tried(row.to)
    if (row.attempts, len(tries)) != (rung, rung):
        return False
    failed_at = (row.not_before - LADDER[rung - 1]) if rung <= len(LADDER) else row.finished_at
    waited = failed_at - datetime.fromtimestamp(tries[-1], UTC)
    return timedelta(0) <= waited <= timedelta(seconds=PATIENCE + 3)


def rows_of(letters):
    return Email.objects.filter(pk__in=[letter.pk for letter in letters]).order_by("to")


def watch_rung(climbing, rung, postbox):
    """Wait until each letter has stood on this rung, and return those that did not stand there as they should."""
    stood = {}

    def look():
        for row in rows_of(climbing).filter(leased_until=None, attempts__gte=rung):
            stood.setdefault(row.to, is_on_rung(row, rung, postbox))
        return len(stood) == len(climbing)

    until(look, seconds=180, what=f"all are on rung {rung}")
    return [to for to, is_right in stood.items() if not is_right]


def test_the_ladder_holds_and_nobody_waits_behind_a_poison_row(site, redis, postbox, figures):
    site()
    bad = {kind: letters_for(kind, number) for kind, number in BAD.items()}
    good = letters_for("karen", GOOD)
    climbing = bad["451"] + bad["drop"] + bad["hang"]
    # What hangs comes first, and everything good behind all that is bad.
    nudge(redis, [*bad["hang"], *bad["451"], *bad["550"], *bad["drop"], *good])

    slowest = seconds_until_taken(postbox, good, within=2 * BOUND)
    wrong, new = watch_rung(climbing, 1, postbox), []
    for rung in range(2, len(LADDER) + 2):
        # The pause passes
        rows_of(climbing).filter(attempts=rung - 1).update(not_before=timezone.now())
        until(lambda rung=rung: rows_of(climbing).filter(attempts=rung).exists(), seconds=60, what="they are tried")
        fresh = letters_for(f"ny{rung}", NEW_ONES)
        nudge(redis, fresh)
        new.append(seconds_until_taken(postbox, fresh, within=60))
        wrong += watch_rung(climbing, rung, postbox)

    figures(
        "R13",
        f"{sum(BAD.values()) + GOOD} mails: {', '.join(f'{n} × {kind}' for kind, n in BAD.items())}, {GOOD} good last",
        promise=(
            f"all {len(LADDER)} rungs exact; good ones out ≤ {BOUND:.0f} s, "
            f"new ones ≤ {BOUND_FOR_NEW} s while hanging ones are tried again"
        ),
        seen=f"{len(wrong)} off the ladder; good {slowest:.0f} s, new {max(new):.1f} s; {postbox.duplicates()} twice",
    )
    assert wrong == []
    assert slowest <= BOUND
    assert max(new) <= BOUND_FOR_NEW
    assert {row.status for row in rows_of(climbing)} == {WorkStatus.FAILED}
    assert {(row.status, row.attempts) for row in rows_of(bad["550"])} == {(WorkStatus.FAILED, 1)}
    assert {len(postbox.tried(letter.to)) for letter in bad["550"]} == {1}
    assert {row.status for row in rows_of(good)} == {WorkStatus.DONE}
    assert postbox.duplicates() == 0


def test_a_server_that_is_away_costs_the_other_work_nothing(site, redis, postbox, figures):
    site()
    seen = be_away(redis, postbox)
    waiting, back = Email.objects.exclude(status=WorkStatus.DONE), time.monotonic()

    until(lambda: not waiting.filter(attempts=0).exists(), seconds=OUT_AGAIN, what="all but those few are out")
    out, tried = time.monotonic() - back, waiting.count()
    # Those few wait for their rung, which may be the second, of five minutes. Its pause passes.
    waiting.update(not_before=timezone.now())
    until(lambda: not waiting.exists(), seconds=OUT_AGAIN, what="these are out as well")

    figures(
        "R13",
        f"the server silent for {AWAY} s with {LETTERS_MEANWHILE} letters queued",
        promise=f"other jobs wait ≤ {WORKER_ALIVE} s, broker holds ≤ {MESSAGES}, out ≤ {OUT_AGAIN} s after",
        seen=(
            f"waited {seen['waited']:.0f} s, broker held {seen['messages']}, out after {out:.0f} s but for "
            f"{tried} that had found out, {postbox.duplicates()} twice"
        ),
    )
    assert seen["waited"] <= WORKER_ALIVE
    assert seen["messages"] <= MESSAGES
    assert len(postbox.letters()) == LETTERS_MEANWHILE
    assert postbox.duplicates() == 0


def be_away(redis, postbox):
    """The server is silent for a while; the longest time without a heartbeat of the worker, the longest queue."""
    postbox.is_mute = True
    nudge(redis, letters_for("karen", LETTERS_MEANWHILE))
    began, seen = time.monotonic(), {"waited": 0.0, "messages": 0}

    def look():
        alive = Heartbeat.objects.get(name="worker").at
        seen["waited"] = max(seen["waited"], (timezone.now() - alive).total_seconds())
        seen["messages"] = max(seen["messages"], int(redis.ask("LLEN", "celery") or 0))
        return time.monotonic() > began + AWAY

    until(look, seconds=2 * AWAY)
    postbox.is_mute = False
    return seen


def test_red_twin_each_in_its_turn_the_good_ones_wait_behind_the_bad(site, redis, postbox, figures):
    site(without="own_turn")
    bad, good = letters_for("451", 5), letters_for("karen", 15)
    nudge(redis, [*bad, *good])

    began = time.monotonic()
    until(lambda: time.monotonic() > began + BOUND, seconds=2 * BOUND)

    waiting = rows_of(good).filter(status=WorkStatus.WAITING).count()
    figures("R13", f"5 × 451 and 15 good, each in its turn, after {BOUND:.0f} s", promise="red", seen=f"{waiting} wait")
    assert waiting == len(good)


def test_red_twin_without_the_ladder_the_rungs_are_not_held(site, redis, postbox, figures):
    site(without="ladder")
    bad = letters_for("451", 5)
    nudge(redis, bad)

    wrong = watch_rung(bad, 1, postbox)

    figures("R13", "5 × 451 without the ladder", promise="red", seen=f"{len(wrong)} off the ladder")
    assert len(wrong) == len(bad)


def test_red_twin_when_each_letter_finds_out_for_itself_everything_else_waits(site, redis, postbox, figures):
    site(without="put_off")

    seen = be_away(redis, postbox)

    figures(
        "R13",
        f"the server silent for {AWAY} s, and every letter tries it",
        promise="red",
        seen=f"other jobs waited {seen['waited']:.0f} s",
    )
    assert seen["waited"] > WORKER_ALIVE
