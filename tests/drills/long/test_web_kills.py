"""R6: web processes are killed while people write and submit, and Celery's while agreements are made and stored.

The files that are stored are the agreements' PDFs. Uploads are killed moment by moment in ../test_uploads.py.
"""

import hashlib
import os
import random
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from engagements.agreements.models import Agreement
from praksis.documents.models import Document
from tests.drills.composition import until
from tests.drills.history import PATIENCE, History
from tests.drills.people import Person
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="the embedded default has one process: R5s")
CLIENTS, KILLS, WORKER_KILLS = 8, 30, 10


class Ordering:
    """A consultant who orders the agreements of many courses, one after the other, and notes what was acknowledged."""

    def __init__(self, address, courses):
        consultant = UserFactory(consultant=True)
        self.courses = [EngagementFactory(running=True, team=[consultant]) for _ in range(courses)]
        self.person = Person(address, consultant)
        self.acknowledged = []

    def work(self):
        for course in self.courses:
            until(lambda course=course: self.order(course), seconds=PATIENCE, what="an order is acknowledged")

    def order(self, course):
        """One press of the button; whether it was acknowledged. A second press gives the agreement being made."""
        answer = self.person.post(reverse("engagements:agreements", args=[course.case.reference]))
        if answer.status == 302:
            self.acknowledged.append(course.pk)
        return answer.status == 302


def kill_children(site, name, chosen):
    """Kill -9 of some of a process' children."""
    for pid in chosen(site.children(name)):
        os.kill(pid, signal.SIGKILL)


def kill_while_a_file_is_stored(site):
    """Kill Celery's children as soon as there is a new document: the others are then somewhere in the middle."""
    seen = Document.objects.count()
    until(lambda: Document.objects.count() > seen, seconds=PATIENCE, what="a PDF is stored")
    kill_children(site, "worker", list)


def work_through_kills(site, *, kills, worker_kills):
    """Everybody works while processes are killed; the history and the orders."""
    history = History(site.address, writers=CLIENTS)
    ordering = Ordering(site.address, courses=4 * worker_kills)
    chance = random.Random(6)
    site.start("web", "worker", "beat")
    with history.under_way(), ThreadPoolExecutor(1) as pool:
        orders = pool.submit(ordering.work)
        for number in range(1, kills + 1):
            enough = history.acknowledged + chance.randint(5, 25)
            until(lambda enough=enough: history.acknowledged >= enough, seconds=PATIENCE, what="people can write")
            until(lambda: len(site.children("web")) == 2, seconds=30, what="the master makes a new process")
            kill_children(site, "web", lambda children: [chance.choice(children)])
            if number * worker_kills % kills == 0:
                kill_while_a_file_is_stored(site)
        orders.result()
    return history, ordering


def broken(documents):
    """The documents whose file is missing, or is not what its row says."""
    return [document.pk for document in documents if not is_whole(document)]


def is_whole(document):
    try:
        with document.file.open("rb") as file:
            return hashlib.sha256(file.read()).hexdigest() == document.sha256
    except FileNotFoundError:
        return False


def test_nothing_acknowledged_is_lost_and_no_document_lacks_its_file(compose, redis, figures):
    site = compose(redis_url=redis.url, without="fast_disk")

    history, ordering = work_through_kills(site, kills=KILLS, worker_kills=WORKER_KILLS)

    # What a killed process had claimed is free again when its lease has run out.
    waiting = Agreement.objects.filter(engagement__in=ordering.acknowledged, document=None)
    until(lambda: not waiting.exists(), seconds=420, what="every agreement has its PDF")
    lost, doubled, failures = history.lost(), history.doubled(), history.failures
    ordered = Agreement.objects.filter(engagement__in=ordering.acknowledged).values_list("engagement", flat=True)
    missing = broken(Document.objects.all())
    figures(
        "R6",
        f"{CLIENTS} clients, {KILLS} kills of a web process, {WORKER_KILLS} of Celery's while PDFs are stored",
        promise="0 acknowledged lost, 0 doubled, no row that points to a missing file",
        seen=f"{history.acknowledged} writes and {len(ordering.acknowledged)} orders acknowledged, {len(lost)} lost, "
        f"{len(doubled)} doubled, {len(missing)} of {Document.objects.count()} files missing, "
        f"failures {dict(failures)}",
    )
    assert (lost, doubled, missing) == ([], [], [])
    assert sorted(ordered) == sorted(course.pk for course in ordering.courses)
    assert list(failures) == ["no answer"]


def test_red_twin_with_the_row_before_the_file_a_file_is_missing(compose, redis, figures):
    site = compose(redis_url=redis.url, without="file_before_row")

    work_through_kills(site, kills=3, worker_kills=3)

    missing = broken(Document.objects.all())
    figures(
        "R6",
        "3 kills of Celery's, the row committed before the file is stored",
        promise="red",
        seen=f"{len(missing)} of {Document.objects.count()} files missing",
    )
    assert missing != []
