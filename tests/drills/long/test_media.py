"""R7: the media folder is full or cannot be written, and the database's own disk is full, under a running site."""

import resource
import subprocess
from contextlib import ExitStack
from functools import partial

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import Answer, Submission
from engagements.agreements.models import Rendering
from praksis.documents.models import Document
from praksis.work import LADDER, WorkStatus
from tests.drills.composition import until
from tests.drills.people import Person, all_at_once
from tests.drills.rows import a_draft, a_signed_application
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory
from tests.factories.rounds import RoundFactory

AGREEMENTS, ANSWERS = 10, 40
# A rung of the ladder, a sweep, and a PDF on a busy machine
BY_ITSELF = LADDER[0].total_seconds() + 60


@pytest.fixture
def unwritable():
    """A plain file stands where the folder should; `give_room` makes the folder."""
    settings.MEDIA_ROOT.parent.mkdir(exist_ok=True)
    settings.MEDIA_ROOT.write_text("not a folder")

    def give_room():
        settings.MEDIA_ROOT.unlink()
        settings.MEDIA_ROOT.mkdir()

    return give_room


@pytest.fixture
def full():
    """A disk of its own with room for a tenth of an agreement; `give_room` makes it bigger."""
    settings.MEDIA_ROOT.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o"]
    if subprocess.run([*mount, "size=8k", "drill", settings.MEDIA_ROOT], check=False).returncode:
        pytest.skip("nobody may mount a disk here")
    yield partial(subprocess.run, [*mount, "remount,size=64m", "drill", settings.MEDIA_ROOT], check=True)
    subprocess.run(["umount", settings.MEDIA_ROOT], check=True)


@pytest.fixture
def site(request, compose):
    """A whole site: the embedded default on SQLite, with Redis, worker and beat on PostgreSQL."""
    return partial(start, compose, request)


def start(compose, request, **options):
    if connection.vendor == "sqlite":
        made, names = compose(**options), ["web"]
    else:
        made = compose(redis_url=request.getfixturevalue("redis").url, **options)
        names = ["web", "worker", "beat"]
    made.start(*names)
    return made


def agreements_of(course) -> str:
    """The page where a course's agreements are ordered, and say how far they are."""
    return reverse("engagements:agreements", args=[course.case.reference])


def order_agreements(made):
    """Consultants order agreements, and others submit meanwhile; the courses, and every answer of the site."""
    consultant, round_ = UserFactory(consultant=True), RoundFactory()
    courses = [EngagementFactory(running=True, team=[consultant]) for _ in range(AGREEMENTS)]
    applications = [a_signed_application(round=round_) for _ in range(AGREEMENTS)]
    calls = [
        lambda course=course: Person(made.address, consultant).post(agreements_of(course)) for course in courses
    ] + [
        lambda each=each: Person(made.address, each.created_by).post(reverse("applications:submit", args=[each.pk]))
        for each in applications
    ]
    return consultant, courses, all_at_once(calls, in_flight=8)


@pytest.mark.parametrize("fault", ["unwritable", "full"])
def test_agreements_wait_for_room_and_everything_else_goes_on(fault, request, site, figures):
    made = site()
    give_room = request.getfixturevalue(fault)

    consultant, courses, answers = order_agreements(made)
    until(lambda: not Rendering.objects.filter(attempts=0).exists(), seconds=120, what="every agreement was tried")
    reader = Person(made.address, consultant)
    pages = [reader.get(agreements_of(course)) for course in courses]
    told = sum("kunne ikke dannes lige nu. Vi prøver selv igen kl." in page.text for page in pages)
    rows_without_room = Document.objects.count()
    give_room()
    again = timezone.now()
    until(
        lambda: Rendering.objects.filter(status=WorkStatus.DONE).count() == AGREEMENTS,
        seconds=BY_ITSELF,
        what="every agreement is made by itself",
    )
    seconds = (max(Rendering.objects.values_list("finished_at", flat=True)) - again).total_seconds()

    reader = Person(made.address, consultant)  # the line of the first is closed by now
    downloads = [
        reader.get(reverse("engagements:agreement_download", args=[course.case.reference, 1])) for course in courses
    ]
    statuses = {answer.status for answer in [*answers, *pages, *downloads]}
    files = [path for path in (settings.MEDIA_ROOT / "documents").rglob("*") if path.is_file()]
    figures(
        "R7",
        f"media folder {fault}: {AGREEMENTS} agreements ordered, {AGREEMENTS} applications sent meanwhile",
        promise="no 5xx, the page says so, nothing lost, made by itself once there is room",
        seen=f"{statuses}; {told} pages say so; {Submission.objects.count()} sent; all made after {seconds:.0f} s",
    )
    assert statuses == {200, 302}
    assert told == AGREEMENTS
    assert rows_without_room == 0
    assert Submission.objects.count() == AGREEMENTS
    assert [download.body[:5] for download in downloads] == [b"%PDF-"] * AGREEMENTS
    assert sorted(path.stat().st_size for path in files) == sorted(Document.objects.values_list("size", flat=True))


def test_red_twin_without_the_ladder_the_page_promises_what_does_not_come(request, site, figures):
    made = site(without="agreement_ladder")
    request.getfixturevalue("unwritable")

    consultant, courses, _ = order_agreements(made)
    until(lambda: not Rendering.objects.filter(lease=None).exists(), seconds=120, what="every agreement was tried")
    reader = Person(made.address, consultant)
    told = sum("Vi prøver selv igen kl." in reader.get(agreements_of(course)).text for course in courses)

    figures("R7", "the same without the ladder", promise="red", seen=f"{told} pages say so")
    assert told == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's disk is a machine of its own")
def test_answers_that_find_the_databases_disk_full_are_refused_and_saved_later(site, figures):
    made = site()
    drafts = [a_draft() for _ in range(ANSWERS)]

    def save_all():
        text = "Vi har for lidt plads. " * 200
        people = [Person(made.address, draft.created_by) for draft, _ in drafts]  # each with a fresh line
        said = [{"field": "need", "revision": answer.revision, "value": text} for _, answer in drafts]
        paths = [reverse("applications:save", args=[draft.pk]) for draft, _ in drafts]
        return all_at_once([partial(*c) for c in zip([p.post for p in people], paths, said, strict=True)], in_flight=8)

    readers = [(Person(made.address, draft.created_by), draft.get_absolute_url()) for draft, _ in drafts]
    with ExitStack() as room:
        no_room_for_the_database(made, room)
        refused = save_all()
        read = all_at_once([partial(reader.get, path) for reader, path in readers], in_flight=8)
        kept = Answer.objects.filter(revision=0, value="Et svar").count()
    saved = save_all()

    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA integrity_check").fetchone()[0]
    figures(
        "R7",
        f"the database's disk full: {ANSWERS} answers saved, pages read, and saved again once there is room",
        promise="503 with the page, nothing half written, then saved",
        seen=f"{ {a.status for a in refused} }, {kept} unchanged, read { ({a.status for a in read}) }, "
        f"then {sum(a.status == 200 for a in saved)} saved, integrity {sound}",
    )
    assert {answer.status for answer in refused} == {503}
    assert {answer.text.count("Praksis er optaget et øjeblik</h1>") for answer in refused} == {1}
    assert kept == ANSWERS
    assert {answer.status for answer in read} == {200}
    assert {answer.status for answer in saved} == {200}
    assert Answer.objects.filter(revision=1).count() == ANSWERS
    assert sound == "ok"


def no_room_for_the_database(made, room: ExitStack) -> None:
    """Let the site's processes write no further than the first page of any file, until `room` ends."""
    for pid in made.children("web"):
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, before[1]))
        room.callback(resource.prlimit, pid, resource.RLIMIT_FSIZE, before)
