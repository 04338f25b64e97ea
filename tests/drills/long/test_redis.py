"""R4: Redis is stopped, frozen, emptied or full while people hand in their applications.

Nobody waits for it, nothing is lost, and the letters are out soon after it is back, all by themselves.
"""

import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from services import REDIS

from applications.drafting.models import Application, Status
from praksis.health import Heartbeat
from praksis.mail.models import Email
from praksis.work import WorkStatus
from tests.drills.composition import until
from tests.drills.people import Person, all_at_once, percentile
from tests.drills.rows import a_signed_application
from tests.factories.rounds import RoundFactory

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="the embedded default has no Redis")

SUBMISSIONS, IN_FLIGHT = 100, 10
# Long enough for worker and beat to have gone far into their own pauses between tries
OUTAGE = 60
SECONDS_LATER, MAILS_OUT = 1, 120
# The twin's people do not wait longer
GIVE_UP = 5


@contextmanager
def stopped(redis):
    redis.stop()
    yield
    redis.start()


@contextmanager
def frozen(redis):
    redis.freeze()
    yield
    redis.thaw()


@contextmanager
def emptied(redis):
    """Again and again, so that every message is met by it."""
    over = threading.Event()

    def empty():
        while not over.wait(0.05):
            redis.ask("FLUSHALL")

    thread = threading.Thread(target=empty)
    thread.start()
    yield
    over.set()
    thread.join()


@contextmanager
def full(redis):
    redis.allow("1")
    yield
    redis.allow(REDIS["maxmemory"])


def signed(number):
    round_ = RoundFactory()
    return [a_signed_application(round=round_) for _ in range(number)]


def hand_in(site, applications, **options):
    """Hand all in, so many at a time; the answers."""
    people = [Person(site.address, each.created_by, **options) for each in applications]
    paths = [reverse("applications:submit", args=[each.pk]) for each in applications]
    return all_at_once(
        [lambda person=person, path=path: person.post(path) for person, path in zip(people, paths, strict=True)],
        in_flight=IN_FLIGHT,
    )


def slowest_twentieth(answers):
    return percentile([answer.seconds for answer in answers], 0.95)


def accepted(applications, answers):
    """How many were told so, and it is so."""
    receipts = [reverse("applications:receipt", args=[each.pk]) for each in applications]
    told = sum(answer.location == receipt for answer, receipt in zip(answers, receipts, strict=True))
    ids = [each.pk for each in applications]
    return min(told, Application.objects.filter(pk__in=ids, status=Status.SUBMITTED).count())


def alive_since(moment):
    """Whether worker and beat have been alive after it."""
    return Heartbeat.objects.filter(name__in=["worker", "beat"], at__gt=moment).count() == 2


def everything_is_sent():
    return not Email.objects.exclude(status=WorkStatus.DONE).exists()


@pytest.fixture
def site(compose, redis, postbox):
    site = compose(redis_url=redis.url, email_url=postbox.url)
    site.start("web", "worker", "beat")
    began = timezone.now()
    until(lambda: alive_since(began), seconds=60, what="worker and beat are alive")
    return site


@pytest.mark.parametrize("fault", [stopped, frozen, emptied, full], ids=lambda fault: fault.__name__)
def test_redis_fails_and_nobody_waits_nor_loses_a_letter(fault, redis, site, postbox, figures):
    warm, before, after = signed(2 * IN_FLIGHT), signed(SUBMISSIONS), signed(SUBMISSIONS)
    hand_in(site, warm)
    normal = slowest_twentieth(hand_in(site, before))
    until(everything_is_sent, seconds=MAILS_OUT, what="the letters of the normal hundred are out")

    began = time.monotonic()
    with fault(redis):
        answers = hand_in(site, after)
        until(lambda: time.monotonic() > began + OUTAGE, seconds=2 * OUTAGE)
    back, back_at = time.monotonic(), timezone.now()
    until(everything_is_sent, seconds=MAILS_OUT, what="the letters are out")
    out = time.monotonic() - back
    until(lambda: alive_since(back_at), seconds=MAILS_OUT, what="worker and beat are alive again")

    slow, received = slowest_twentieth(answers), postbox.message_ids()
    figures(
        "R4",
        f"Redis {fault.__name__} for {OUTAGE} s, {SUBMISSIONS} submissions, {IN_FLIGHT} in flight",
        promise=f"{SUBMISSIONS} accepted, p95 ≤ normal + {SECONDS_LATER} s, mails out ≤ {MAILS_OUT} s after it is back",
        seen=(
            f"{accepted(after, answers)} accepted, p95 {slow:.2f} s (normal {normal:.2f} s), "
            f"{len(set(received))} mails out after {out:.0f} s, {len(received) - len(set(received))} twice"
        ),
    )
    assert accepted(after, answers) == SUBMISSIONS
    assert slow <= normal + SECONDS_LATER
    assert len(set(received)) == Email.objects.count() == 2 * len(warm + before + after)


def test_red_twin_a_patient_nudge_makes_people_wait(compose, redis, figures):
    site = compose(redis_url=redis.url, without="impatience")
    site.start("web")
    warm, before, after = (signed(2 * IN_FLIGHT) for _ in range(3))
    hand_in(site, warm)
    normal = slowest_twentieth(hand_in(site, before))

    with frozen(redis):
        slow = slowest_twentieth(hand_in(site, after, timeout=GIVE_UP))

    figures(
        "R4",
        f"Redis frozen, without the limits on a nudge's time; people give up after {GIVE_UP} s",
        promise="red",
        seen=f"p95 {slow:.2f} s (normal {normal:.2f} s)",
    )
    assert slow > normal + SECONDS_LATER


def test_red_twin_without_the_sweep_the_letters_are_never_sent(compose, redis, postbox, figures):
    site = compose(redis_url=redis.url, email_url=postbox.url, without="sweep")
    site.start("web", "worker", "beat")
    applications = signed(IN_FLIGHT)

    with stopped(redis):
        hand_in(site, applications)
    back = timezone.now()
    # As long as the letters may take, and the worker is well
    until(lambda: alive_since(back + timedelta(seconds=MAILS_OUT)), seconds=2 * MAILS_OUT, what="two minutes pass")

    waiting = Email.objects.filter(status=WorkStatus.WAITING).count()
    figures(
        "R4",
        f"Redis stopped during {IN_FLIGHT} submissions, without the sweep",
        promise="red",
        seen=f"{waiting} of {Email.objects.count()} mails not sent {MAILS_OUT} s after it is back",
    )
    assert waiting == 2 * IN_FLIGHT


def sending_as_redis_stops(site, postbox, redis):
    """A worker both of whose processes send while Redis goes away, and are done before it is back."""
    site.start("web", "worker")
    postbox.seconds = 5
    hand_in(site, signed(1))
    until(lambda: len(postbox.tries) == 2, seconds=MAILS_OUT, what="both of the worker's processes are sending")
    with stopped(redis):
        until(everything_is_sent, seconds=MAILS_OUT, what="both have sent")
    postbox.seconds = 0


def test_a_worker_whose_job_ends_while_redis_is_away_goes_on(compose, redis, postbox, figures):
    site = compose(redis_url=redis.url, email_url=postbox.url)
    sending_as_redis_stops(site, postbox, redis)
    back = time.monotonic()

    site.start("beat")
    hand_in(site, signed(1))
    until(everything_is_sent, seconds=MAILS_OUT, what="the next letters are out")

    figures(
        "R4",
        "Redis stopped while the worker's jobs run, and back when they have ended",
        promise=f"the next mails out ≤ {MAILS_OUT} s after it is back",
        seen=f"out after {time.monotonic() - back:.0f} s",
    )
    assert site.running["worker"].poll() is None


def test_red_twin_a_worker_that_uses_the_broken_connection_ends(compose, redis, postbox, figures):
    site = compose(redis_url=redis.url, email_url=postbox.url, without="cut_off")
    sending_as_redis_stops(site, postbox, redis)

    until(lambda: site.running["worker"].poll() is not None, seconds=MAILS_OUT, what="the worker has ended")
    site.stop("worker")

    figures(
        "R4",
        "Redis stopped while the worker's jobs run, and their end told by the connection that broke",
        promise="red",
        seen="the worker ends",
    )


def test_red_twin_a_worker_with_kombus_own_count_stands_still(compose, redis, postbox, figures):
    site = compose(redis_url=redis.url, email_url=postbox.url, without="own_count")
    first, second = signed(2)
    site.start("web", "worker")
    postbox.seconds = 5
    hand_in(site, [first])
    until(lambda: len(postbox.tries) == 2, seconds=MAILS_OUT, what="both of the worker's processes are sending")

    with frozen(redis):
        until(lambda: site.log("worker").count("Couldn't ack") == 2, seconds=MAILS_OUT, what="it cannot tell Redis")
    site.start("beat")
    hand_in(site, [second])
    back = time.monotonic()
    until(lambda: time.monotonic() > back + OUTAGE, seconds=2 * OUTAGE)

    waiting = Email.objects.filter(status=WorkStatus.WAITING).count()
    figures(
        "R4",
        "Redis frozen while the worker's jobs end, with Kombu's own count of what it holds",
        promise="red",
        seen=f"{waiting} of 2 next mails not sent {OUTAGE} s after it is back",
    )
    assert waiting == 2
