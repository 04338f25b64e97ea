import json
import os
import resource
import tarfile
from contextlib import closing, contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import FileField
from django.utils import timezone

from applications.rounds.models import BlankForm
from praksis import archive, dumps
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.documents.models import Document
from praksis.health import Heartbeat
from tests.elsewhere import elsewhere
from tests.factories.cases import CaseFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db(transaction=True)
DUMP = {"sqlite": "praksis.sqlite3", "postgresql": "praksis.dump"}


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)


def a_document():
    return store(
        CaseFactory(party=MunicipalityFactory()),
        kind="agreement",
        title="Aftale",
        filename="aftale.pdf",
        content=b"%PDF-1.7 aftalen",
        content_type="application/pdf",
        by=SYSTEM,
    )


def names(file):
    with tarfile.open(file) as saved:
        return saved.getnames()


def test_backup_holds_the_database_the_key_the_files_and_a_manifest(settings, tmp_path):
    document = a_document()
    (settings.DATA_DIR / "secret_key").write_text("made here")

    call_command("backup", tmp_path / "praksis.tar.gz")

    expected = [DUMP[connection.vendor], "secret_key", f"media/{document.file.name}", "manifest.json"]
    assert names(tmp_path / "praksis.tar.gz") == expected


def test_backup_keeps_two_names_of_one_file_as_two_files(settings, tmp_path):
    (settings.MEDIA_ROOT / "a").write_bytes(b"the same")
    os.link(settings.MEDIA_ROOT / "a", settings.MEDIA_ROOT / "b")

    call_command("backup", tmp_path / "praksis.tar.gz")

    with tarfile.open(tmp_path / "praksis.tar.gz") as saved:
        assert [saved.extractfile(f"media/{name}").read() for name in "ab"] == [b"the same"] * 2


def test_backup_does_not_stumble_over_a_file_that_goes_away_meanwhile(settings, tmp_path, monkeypatch):
    for name in "ab":
        (settings.MEDIA_ROOT / name).touch()
    add = archive._add

    def add_and_remove(made, path, name):
        (settings.MEDIA_ROOT / "b").unlink(missing_ok=True)
        return add(made, path, name)

    monkeypatch.setattr(archive, "_add", add_and_remove)
    call_command("backup", tmp_path / "praksis.tar.gz")

    assert names(tmp_path / "praksis.tar.gz") == [DUMP[connection.vendor], "media/a", "manifest.json"]


def test_backup_says_what_it_saved_and_notes_when(tmp_path):
    document, said, before = a_document(), StringIO(), timezone.now()

    call_command("backup", tmp_path / "praksis.tar.gz", stdout=said)

    assert said.getvalue().endswith(f" tables and 1 files in {tmp_path / 'praksis.tar.gz'}.\n")
    assert before <= Heartbeat.objects.get(name="backup").at <= before + timedelta(minutes=1)
    assert document.file.name != ""


@contextmanager
def somebody_writing():
    """Another connection in the middle of its transaction; our own waits a tenth of a second for it, no longer."""
    busy = connection.copy()
    with connection.cursor() as ours, closing(busy), busy.cursor() as theirs:
        ours.execute("PRAGMA busy_timeout = 100" if connection.vendor == "sqlite" else "SET lock_timeout = 100")
        theirs.execute("BEGIN IMMEDIATE" if connection.vendor == "sqlite" else "BEGIN")
        theirs.execute("DELETE FROM praksis_heartbeat")
        yield
        theirs.execute("ROLLBACK")
    connection.close()


def test_backup_waits_for_nobody_who_writes_and_sees_only_what_is_committed(tmp_path):
    Heartbeat.objects.create(name="backup", at=timezone.now())
    said = StringIO()

    with somebody_writing():
        call_command("backup", tmp_path / "praksis.tar.gz", stdout=StringIO(), stderr=said)

    with tarfile.open(tmp_path / "praksis.tar.gz") as saved:
        assert json.load(saved.extractfile("manifest.json"))["rows"]["praksis_heartbeat"] == 1
    assert said.getvalue().startswith("The site could not be told of it (")


def test_backup_can_be_read_by_its_owner_only(tmp_path):
    call_command("backup", tmp_path / "praksis.tar.gz")

    assert (tmp_path / "praksis.tar.gz").stat().st_mode & 0o777 == 0o600


def test_backup_never_overwrites_a_file(tmp_path):
    (tmp_path / "praksis.tar.gz").write_bytes(b"yesterday's")

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", tmp_path / "praksis.tar.gz")

    assert (tmp_path / "praksis.tar.gz").read_bytes() == b"yesterday's"


def test_backup_into_a_folder_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("backup", tmp_path / "nowhere" / "praksis.tar.gz")


@pytest.mark.parametrize("fault", ["missing", "another"])
def test_backup_of_a_document_without_its_file_is_kept_and_ends_in_an_error(fault, settings, tmp_path):
    file = settings.MEDIA_ROOT / a_document().file.name
    file.unlink()
    if fault == "another":
        file.write_bytes(b"something else")

    with pytest.raises(CommandError, match=f"But 1 of the documents had no file.*{file}"):
        call_command("backup", tmp_path / "praksis.tar.gz")

    assert names(tmp_path / "praksis.tar.gz")[-1] == "manifest.json"


def test_backup_of_a_place_with_no_praksis_says_so(tmp_path):
    with elsewhere(tmp_path / "new"), pytest.raises(CommandError, match=r"There is no database|holds no Praksis"):
        call_command("backup", tmp_path / "praksis.tar.gz")

    assert list(tmp_path.glob("*praksis*")) == []


def test_backup_onto_a_full_disk_leaves_no_half_archive(settings, tmp_path):
    (settings.MEDIA_ROOT / "aftale.pdf").write_bytes(os.urandom(100_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))

    try:
        with pytest.raises(CommandError, match=r"could not be made|pg_dump failed"):
            call_command("backup", tmp_path / "praksis.tar.gz")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert list(tmp_path.glob("*praksis*")) == []
    assert not Heartbeat.objects.filter(name="backup").exists()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite needs no other program")
def test_backup_without_the_client_programs_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CommandError, match="pg_dump is missing: install PostgreSQL's client programs"):
        call_command("backup", tmp_path / "praksis.tar.gz")


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no line to encrypt")
def test_the_client_programs_encrypt_as_the_site_does(tmp_path, monkeypatch):
    """The tests' own server cannot encrypt, so it shows that it was asked to."""
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "sslmode", "require")

    with pytest.raises(dumps.DumpError, match="server does not support SSL, but SSL was required"):
        dumps.here()._run("pg_dump", f"--file={tmp_path / 'dump'}")


def test_no_other_rows_than_these_point_to_files():
    """What the backup compares the files with are the documents; a further model may belong in praksis/dumps.py too.

    The file of a blank form is saved with all others, but has no SHA-256: it is drawn again from the questions.
    """
    pointing = [model for model in apps.get_models() for field in model._meta.fields if isinstance(field, FileField)]

    assert pointing == [Document, BlankForm]
