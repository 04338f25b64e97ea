"""R15: a backup while people write and agreements are made, restored into an empty place, where the site runs on."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from applications.drafting.models import AnswerChange, Submission
from praksis.documents.models import Document
from tests.drills.composition import ROOT, until
from tests.drills.history import History
from tests.drills.people import Person
from tests.elsewhere import elsewhere
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory
from tests.factories.rounds import RoundFactory

WRITERS, AGREEMENTS = 6, 80
EMBEDDED = connection.vendor == "sqlite"
PROCESSES = ["web"] if EMBEDDED else ["web", "worker", "beat"]


@pytest.fixture
def a_site(compose, request):
    """Makes compositions of the kind that belongs to the database."""
    options = {} if EMBEDDED else {"redis_url": request.getfixturevalue("redis").url}
    return lambda: compose(**options)


class Load:
    """Six people write in their drafts and send applications, while one agreement after the other is made."""

    def __init__(self, site):
        self.site = site
        self.history = History(site.address, writers=WRITERS, submissions=20)
        self.consultant = UserFactory(consultant=True)
        self.courses = [
            EngagementFactory(running=True, team=[self.consultant], place__round=round_, programme=round_.programme)
            for round_ in [RoundFactory()]
            for _ in range(AGREEMENTS)
        ]

    def begin(self):
        """Start the site and order all the agreements; the worker is busy with them from now on."""
        self.site.start(*PROCESSES)
        person = Person(self.site.address, self.consultant)
        ordered = [person.post(f"{course.get_absolute_url()}aftale/").status for course in self.courses]
        assert ordered == [302] * AGREEMENTS

    def is_full(self) -> bool:
        """Whether everything is under way."""
        return self.history.acknowledged >= 60 and Document.objects.count() >= 3

    def promised(self) -> tuple[set, set]:
        """What the site has acknowledged so far: texts and submissions."""
        writers = self.history.writers
        texts = {(writer.answer_id, *pair) for writer in writers for pair in list(writer.saved)}
        return texts, {pk for writer in writers for pk in list(writer.submitted)}


def manage(site, *arguments, **variables):
    """Run one of Django's commands as the site's operator would."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    environment = {**site.environment, **variables}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def manifest_of(file):
    with tarfile.open(file) as saved:
        return json.load(saved.extractfile("manifest.json"))


def rows():
    """The number of rows in each table of the database that we are connected to."""
    with connection.cursor() as cursor:
        return {name: number_of_rows(cursor, name) for name in connection.introspection.table_names(cursor)}


def number_of_rows(cursor, name):
    cursor.execute(f'SELECT count(*) FROM "{name}"')
    return cursor.fetchone()[0]


def hashes(media):
    """The SHA-256 of every file of a folder."""
    files = [path for path in media.rglob("*") if path.is_file()]
    return {str(path.relative_to(media)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def lost(promised) -> int:
    """How much of what was acknowledged is not in the database that we are connected to."""
    texts, submissions = promised
    kept = set(AnswerChange.objects.values_list("answer", "revision", "value"))
    return len(texts - kept) + len(submissions - set(Submission.objects.values_list("application", flat=True)))


def without_file(media) -> int:
    """How many documents lack their file, or have another."""
    found = hashes(media)
    return sum(found.get(file) != sha256 for file, sha256 in Document.objects.values_list("file", "sha256"))


def runs(site, load) -> list:
    """Whether pages open, answers are kept and what waited is made: a site that is up."""
    site.start(*PROCESSES)
    documents, writer = Document.objects.count(), load.history.writers[0]
    answer = AnswerChange.objects.filter(answer=writer.answer_id).latest("revision").answer
    person, consultant = Person(site.address, answer.application.created_by), Person(site.address, load.consultant)
    made = Document.objects.earliest("created_at")
    opened = person.get(answer.application.get_absolute_url())
    saved = person.post(
        reverse("applications:save", args=[answer.application_id]),
        {"field": "need", "value": "Efter genskabelsen.", "revision": answer.revision},
    )
    pdf = consultant.get(f"{made.agreement.engagement.get_absolute_url()}aftale/{made.agreement.number}/")
    until(lambda: Document.objects.count() > documents, seconds=120, what="an agreement that waited is made")
    return [opened.status, saved.status, pdf.status, hashlib.sha256(pdf.body).hexdigest() == made.sha256]


def test_a_backup_under_load_comes_back_equal_and_the_site_runs(a_site, tmp_path, figures):
    site, file = a_site(), tmp_path / "praksis.tar.gz"
    load = Load(site)
    load.begin()
    with load.history.under_way():
        until(load.is_full, seconds=120, what="the load")
        promised, before = load.promised(), load.history.acknowledged
        saved = manage(site, "backup", file)
        meanwhile = load.history.acknowledged - before
    site.end()
    assert (saved.returncode, saved.stderr) == (0, "")

    with elsewhere(tmp_path / "new") as place:
        new_site, told = a_site(), manifest_of(file)
        restored = manage(new_site, "restore", file)
        assert (restored.returncode, restored.stderr) == (0, "")
        media = {f"media/{name}": sha256 for name, sha256 in hashes(place.media).items()}
        equal = [rows() == told["rows"], media == {n: s for n, s in told["sha256"].items() if n.startswith("media/")}]
        gone, bare, documents = lost(promised), without_file(place.media), Document.objects.count()
        up = runs(new_site, load)
        new_site.end()

    figures(
        "R15",
        f"backup while {WRITERS} people write and {AGREEMENTS} agreements are made, restored into an empty place",
        promise="rows and file hashes equal, no document without file, nothing acknowledged before it lost; it runs",
        seen=f"{sum(told['rows'].values())} rows in {len(told['rows'])} tables and {len(media)} files equal, {bare} of "
        f"{documents} documents without file, {gone} of {sum(map(len, promised))} lost; "
        f"{meanwhile} writes acknowledged during the backup",
    )
    assert equal == [True, True]
    assert (gone, bare) == (0, 0)
    assert documents >= 3
    assert meanwhile > 0
    assert up == [200, 200, 200, True]


def test_red_twin_files_before_the_database_leave_documents_without_files(a_site, tmp_path, figures):
    site, file, copied = a_site(), tmp_path / "praksis.tar.gz", tmp_path / "copied"
    load = Load(site)
    load.begin()
    with load.history.under_way():
        until(load.is_full, seconds=120, what="the load")
        shutil.copytree(settings.MEDIA_ROOT, copied)
        documents = Document.objects.count()
        until(lambda: Document.objects.count() > documents, seconds=60, what="one more agreement")
        saved = manage(site, "backup", file, MEDIA_ROOT=str(copied))
    site.end()

    with elsewhere(tmp_path / "new") as place:
        manage(a_site(), "restore", file)
        bare = without_file(place.media)

    figures("R15", "the files saved before the database", promise="red", seen=f"{bare} documents without file")
    assert bare > 0
    assert saved.returncode == 1
    assert saved.stderr.startswith(f"CommandError: But {bare} of the documents had no file")


@pytest.mark.skipif(not EMBEDDED, reason="it is SQLite's file that is copied")
def test_red_twin_a_plain_copy_of_the_file_lacks_what_was_acknowledged(a_site, tmp_path, figures):
    site = a_site()
    load = Load(site)
    load.begin()
    with load.history.under_way():
        until(load.is_full, seconds=120, what="the load")
        promised, copy = load.promised(), tmp_path / "copied.sqlite3"
        shutil.copyfile(connection.settings_dict["NAME"], copy)
    site.end()

    found = texts_in(copy)
    gone = len(promised[0] - (found or set()))

    figures(
        "R15",
        "SQLite's file copied with cp",
        promise="red",
        seen="the copy cannot be read" if found is None else f"{gone} of {len(promised[0])} acknowledged texts lost",
    )
    assert gone > 0


def texts_in(copy) -> set | None:
    """The texts in a copy of the database, None where it cannot be read."""
    with closing(sqlite3.connect(copy)) as database:
        try:
            found = database.execute(f"SELECT answer_id, revision, value FROM {AnswerChange._meta.db_table}").fetchall()
        except sqlite3.DatabaseError:
            return None
    field = AnswerChange._meta.get_field("answer").target_field
    return {(field.to_python(answer), revision, json.loads(value)) for answer, revision, value in found}
