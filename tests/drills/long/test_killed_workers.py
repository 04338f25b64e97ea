"""R3: child and worker are killed, twenty times, while five hundred letters are sent."""

import os
import signal
import time
from itertools import cycle

import pytest
from django.db import connection

from praksis.mail.models import Email
from praksis.work import WorkStatus
from tests.drills.composition import until
from tests.drills.rows import nudge
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="the embedded default has no worker to be killed")

MAILS, KILLS, MINUTES, TWICE_AT_MOST = 500, 20, 10, 30
TWIN_MAILS, TWIN_KILLS = 100, 8
# How long the mail server looks at a letter before it takes it
SECONDS_EACH = 0.15


@pytest.fixture
def slow(postbox):
    postbox.seconds = SECONDS_EACH
    return postbox


def kill_a_child(site):
    """End one of the two processes that do the work; Celery's main process makes another."""
    children = until(lambda: len(found := site.children("worker")) == 2 and found, seconds=60, what="two children")
    os.kill(children[0], signal.SIGKILL)


def kill_the_worker(site):
    """End all of it, and start it anew as a supervisor does."""
    site.kill("worker")
    site.start("worker")


def send_under_fire(site, redis, postbox, mails, kills):
    """Queue the letters, and kill again and again, evenly over the whole of the sending."""
    letters = EmailFactory.create_batch(mails)
    site.start("worker", "beat")
    nudge(redis, letters)
    for number, kill in zip(range(kills), cycle([kill_a_child, kill_the_worker])):
        goal = mails * (number + 1) // (kills + 2)
        # A kill that meets no letter under way shows nothing.
        until(lambda goal=goal: len(postbox.taken) >= goal and postbox.looking, seconds=120, what=f"{goal} letters out")
        kill(site)
    return letters


def unsent(letters, postbox):
    """Those that the mail server never took."""
    taken = postbox.letters()
    return [letter for letter in letters if str(letter.pk) not in taken]


def nothing_waits():
    return not Email.objects.filter(status=WorkStatus.WAITING).exists()


def test_every_letter_is_sent_although_workers_are_killed(compose, redis, slow, figures):
    site = compose(redis_url=redis.url, email_url=slow.url)
    began = time.monotonic()

    letters = send_under_fire(site, redis, slow, MAILS, KILLS)
    until(nothing_waits, seconds=MINUTES * 60 - (time.monotonic() - began), what="everything is sent")

    minutes = (time.monotonic() - began) / 60
    figures(
        "R3",
        f"{MAILS} mails, {KILLS} × kill -9 of child or whole worker",
        promise=f"all sent within {MINUTES} min, duplicates ≤ {TWICE_AT_MOST}",
        seen=f"{MAILS - len(unsent(letters, slow))} sent in {minutes:.1f} min, {slow.duplicates()} twice",
    )
    assert unsent(letters, slow) == []
    assert Email.objects.filter(status=WorkStatus.DONE).count() == MAILS
    assert slow.duplicates() <= TWICE_AT_MOST


def test_red_twin_marked_as_done_before_it_is_sent_a_letter_is_lost(compose, redis, slow, figures):
    site = compose(redis_url=redis.url, email_url=slow.url, without="lease")

    letters = send_under_fire(site, redis, slow, TWIN_MAILS, TWIN_KILLS)
    until(nothing_waits, seconds=120, what="everything is marked as done")
    until(lambda: slow.is_quiet(10), seconds=60, what="nothing is under way")

    lost = unsent(letters, slow)
    figures(
        "R3",
        f"{TWIN_MAILS} mails, {TWIN_KILLS} kills, marked as done before they are sent",
        promise="red",
        seen=f"{len(lost)} never sent",
    )
    assert lost != []
