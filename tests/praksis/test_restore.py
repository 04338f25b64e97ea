import hashlib
import json
import os
import re
import resource
import subprocess
import sys
import tarfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from praksis import secret_key
from praksis.cases.actors import SYSTEM
from praksis.documents.actions import store
from praksis.documents.models import Document
from praksis.management.commands import restore
from praksis.organisations.models import Organisation
from tests.elsewhere import elsewhere
from tests.factories.cases import CaseFactory
from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
CONTENT = b"%PDF-1.7 aftalen"
DUMPS = ["praksis.sqlite3", "praksis.dump"] if connection.vendor == "sqlite" else ["praksis.dump", "praksis.sqlite3"]
OURS, OTHERS = DUMPS


@pytest.fixture
def document(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.DATA_DIR / "secret_key").write_text("made there")
    MunicipalityFactory(name="Thisted Kommune", code="0787")
    return store(
        CaseFactory(party=MunicipalityFactory(name="Skive Kommune", code="0779")),
        kind="agreement",
        title="Aftale",
        filename="aftale.pdf",
        content=CONTENT,
        content_type="application/pdf",
        by=SYSTEM,
    )


@pytest.fixture
def backup(document, tmp_path):
    """An archive of two municipalities and a document."""
    call_command("backup", tmp_path / "praksis.tar.gz", stdout=StringIO())
    return tmp_path / "praksis.tar.gz"


@pytest.fixture
def place(backup, tmp_path):
    """A new, empty place."""
    with elsewhere(tmp_path / "new") as place:
        yield place


def restored(file):
    """Restore and return what was said."""
    said = StringIO()
    call_command("restore", file, stdout=said, stderr=said)
    return said.getvalue()


def rewritten(backup, *, manifest=None, **changes):
    """The archive with other contents (None leaves a member out), its manifest made to fit, then changed by hand."""
    with tarfile.open(backup) as saved:
        members = {member.name: saved.extractfile(member).read() for member in saved}
    told = json.loads(members.pop("manifest.json"))
    for name, content in changes.items():
        members[name] = content
    members = {name: content for name, content in members.items() if content is not None}
    told["sha256"] = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
    members["manifest.json"] = json.dumps(manifest(told) if manifest else told).encode()

    file = backup.with_name("rewritten.tar.gz")
    with tarfile.open(file, "w:gz") as made:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            made.addfile(member, BytesIO(content))
    return file


# --- What comes back ----------------------------------------------------------------------------------------------


def test_restore_brings_back_rows_files_and_key(place, backup, document):
    said = restored(backup)

    assert list(Organisation.objects.order_by("name").values_list("name", flat=True)) == [
        "Skive Kommune",
        "Thisted Kommune",
    ]
    with Document.objects.get(pk=document.pk).file.open() as file:
        assert file.read() == CONTENT
    assert (place.data / "secret_key").read_text() == "made there"
    assert re.match(r"Restored \d+ rows in \d+ tables and 1 files, saved 20..-..-..T..:..:..\+00:00\.\n", said)
    assert said.endswith("Next: manage.py prepare, which make run and docker compose up do by themselves.\n")


def test_what_is_restored_can_be_read_by_its_owner_only_and_nothing_else_is_left(place, backup):
    restored(backup)

    files = [path for path in place.data.rglob("*") if path.is_file()]
    assert len(files) == (3 if connection.vendor == "sqlite" else 2)
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert list(place.data.glob(".praksis*")) == []


def test_a_restored_place_can_be_brought_up_to_date_and_saved_again(place, backup, tmp_path):
    restored(backup)

    call_command("prepare", verbosity=0)
    call_command("backup", tmp_path / "again.tar.gz", stdout=StringIO())

    assert Document.objects.count() == 1
    assert Organisation.objects.filter(name__in=["Skive Kommune", "Thisted Kommune"]).count() == 2


def test_an_archive_without_a_key_says_that_the_keys_must_be_given(place, backup):
    said = restored(rewritten(backup, secret_key=None))

    assert "give the site the SECRET_KEY and LINK_KEYS that it had" in said
    assert not (place.data / "secret_key").exists()


def test_the_notes_of_make_run_about_a_database_that_is_gone_are_removed(place, backup):
    for note in (".stamp", "demo_is_due"):
        (place.data / note).touch()

    restored(backup)

    assert [(place.data / note).exists() for note in (".stamp", "demo_is_due")] == [False, False]


def test_a_document_that_was_damaged_before_is_told_of_and_keeps_nothing_back(place, backup, document):
    name = document.file.name

    said = restored(rewritten(backup, **{f"media/{name}": None}, manifest=lambda told: {**told, "damaged": [name]}))

    assert f"{name} was missing or damaged already when the backup was made." in said
    assert Document.objects.count() == 1


def test_the_command_itself_restores_into_a_place_that_has_no_key_yet(backup, tmp_path):
    """In a process of its own: starting it makes a key, which must not stand in the way of the archive's."""
    with elsewhere(tmp_path / "new") as place:
        given = connection.settings_dict
        server = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**given)
        url = f"sqlite:///{given['NAME']}" if connection.vendor == "sqlite" else server
        environment = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "DATA_DIR": str(place.data)}

        def run(file):
            command = [sys.executable, "manage.py", "restore", str(file)]
            return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)

        refused, done = run(tmp_path / "nowhere"), run(backup)

        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == f"CommandError: There is no file {tmp_path / 'nowhere'}. Nothing was restored.\n"
        assert (done.returncode, done.stderr) == (0, "")
        assert (place.data / "secret_key").read_text() == "made there"
        assert Document.objects.count() == 1


# --- A place that is not empty ------------------------------------------------------------------------------------


def test_restore_refuses_a_database_with_anything_in_it(backup, document):
    with pytest.raises(CommandError, match=r"is there already\. Restore into a new, empty database, or move the old"):
        restored(backup)

    assert Document.objects.get() == document


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's files")
@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_restore_refuses_an_sqlite_file_and_what_one_left_behind(end, place, backup):
    (place.data / f"praksis.sqlite3{end}").touch()

    with pytest.raises(CommandError, match=f"The file {place.data}/praksis.sqlite3{end} is there already"):
        restored(backup)

    assert place.left()[1:] == [f"praksis.sqlite3{end}"]


@pytest.mark.skipif(connection.vendor == "sqlite", reason="about PostgreSQL's other schemas")
def test_restore_refuses_a_database_with_a_table_anywhere(place, backup):
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA other; CREATE TABLE other.kept (id int)")

    with pytest.raises(CommandError, match=r"which holds other\.kept, is there already"):
        restored(backup)


def test_restore_refuses_a_folder_with_files(place, backup):
    (place.media / "documents").mkdir(parents=True)
    (place.media / "documents" / "kept").write_bytes(b"kept")

    with pytest.raises(CommandError, match=r"The folder of files is not empty: .*kept is there\. Restore into a new"):
        restored(backup)

    assert place.left() == ["documents", "kept", "media"]


def test_restore_refuses_another_key_and_takes_the_same(place, backup):
    (place.data / "secret_key").write_text("another")
    with pytest.raises(CommandError, match=r"is another key than the archive's\. If nothing that matters was signed"):
        restored(backup)
    left = place.left()

    (place.data / "secret_key").write_text("made there")
    restored(backup)

    assert left == ["secret_key"]
    assert Document.objects.count() == 1


def test_a_key_that_this_process_made_gives_way_and_goes_with_a_refusal(place, backup, monkeypatch):
    monkeypatch.setattr(secret_key, "MADE_HERE", set())
    secret_key.read_or_create(place.data / "secret_key")
    with pytest.raises(CommandError):
        restored(rewritten(backup, manifest=lambda told: {}))
    left = place.left()

    secret_key.read_or_create(place.data / "secret_key")
    restored(backup)

    assert left == []
    assert (place.data / "secret_key").read_text() == "made there"


# --- An archive that is no good -----------------------------------------------------------------------------------


def refused(file, place) -> str:
    """Restore what must be refused, and leave nothing. What the operator is told."""
    with pytest.raises(CommandError) as error:
        restored(file)
    assert place.left() == []
    return str(error.value)


@pytest.mark.parametrize("share", [0, 0.9])
def test_a_cut_off_archive_is_refused(share, place, backup):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])

    assert refused(backup, place).startswith("The archive is broken or cut off")


def test_an_archive_that_is_not_there_is_refused(place, tmp_path):
    assert refused(tmp_path / "nowhere", place) == f"There is no file {tmp_path / 'nowhere'}. Nothing was restored."


def test_an_archive_of_the_other_kind_of_database_is_refused(place, backup):
    told = refused(rewritten(backup, **{OURS: None, OTHERS: b"x"}), place)

    assert told.startswith(f"The archive holds {OTHERS}, but the database here needs {OURS}: ")


def test_an_archive_of_a_newer_version_is_refused(place, backup):
    newer = rewritten(backup, manifest=lambda told: told | {"migrations": [*told["migrations"], "praksis.9999_later"]})

    told = refused(newer, place)

    assert told.startswith("The archive was made by a newer version of Praksis, which has praksis.9999_later.")


@pytest.mark.parametrize("rows", [{"praksis_document": 2}, {"a_table_that_is_not_there": 0}])
def test_another_number_of_rows_is_refused_and_the_place_is_empty_again(rows, place, backup):
    file = rewritten(backup, manifest=lambda told: told | {"rows": told["rows"] | rows})

    told = refused(file, place)

    assert told.startswith(f"The table {next(iter(rows))} came back with another number of rows than it had.")


@pytest.mark.parametrize("content", [None, b"another file"])
def test_a_document_without_its_own_file_is_refused_and_the_place_is_empty_again(content, place, backup, document):
    told = refused(rewritten(backup, **{f"media/{document.file.name}": content}), place)

    assert told.startswith(f"The document {document.file.name} came back without its file, or with another.")


def test_red_twin_without_the_comparison_a_document_without_its_file_is_restored(place, backup, document, monkeypatch):
    monkeypatch.setattr(restore, "compare", lambda contents, manifest, media: None)

    restored(rewritten(backup, **{f"media/{document.file.name}": None}))

    assert Document.objects.count() == 1
    assert not (place.media / document.file.name).exists()


def test_a_damaged_dump_is_refused_and_the_place_is_empty_again(place, backup):
    with tarfile.open(backup) as saved:
        dump = saved.extractfile(OURS).read()

    told = refused(rewritten(backup, **{OURS: dump[:-20_000]}), place)

    assert told.startswith(("The database in the archive is damaged: ", "pg_restore failed: "))


def test_a_full_disk_leaves_the_place_empty(place, backup):
    big = rewritten(backup, **{"media/big": os.urandom(3_000_000)})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, limits[1]))

    try:
        told = refused(big, place)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert told == "The place could not be used: [Errno 27] File too large. Nothing was restored."


def test_a_member_that_no_backup_has_is_refused(place, backup):
    told = refused(rewritten(backup, **{"media/../../evil": b"x"}), place)

    assert told.startswith("The archive was not made by Praksis: 'media/../../evil' is not a file inside it.")
