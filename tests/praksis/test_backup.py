import os
import resource
import sqlite3
import subprocess
import tarfile
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests.factories.organisations import MunicipalityFactory

pytestmark = pytest.mark.django_db(transaction=True)
COUNT = "SELECT name FROM praksis_organisation ORDER BY name"


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)


def restored_names(folder):
    """Restore the unpacked dump into a new place, as docs/operating.md says, and read the organisations from it."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(folder / "praksis.sqlite3")) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return [name for (name,) in database.execute(COUNT)]

    given = connection.get_connection_params()
    server = [f"--host={given['host']}", f"--port={given['port']}", f"--username={given['user']}"]
    environment = {"PGPASSWORD": given["password"], "PATH": os.environ["PATH"]}
    target = f"{given['dbname']}_restored"

    def run(*command):
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    run("createdb", *server, target)
    try:
        run("pg_restore", *server, f"--dbname={target}", folder / "praksis.dump")
        return run("psql", *server, "--tuples-only", "--no-align", f"--command={COUNT}", target).splitlines()
    finally:
        run("dropdb", *server, target)


def test_backup_restores_the_database_and_the_files(settings, tmp_path):
    MunicipalityFactory(name="Skive", code="0779")
    MunicipalityFactory(name="Thisted", code="0787")
    (settings.MEDIA_ROOT / "2026").mkdir()
    (settings.MEDIA_ROOT / "2026" / "aftale.pdf").write_bytes(b"%PDF-1.7 aftalen")
    archive = tmp_path / "praksis.tar.gz"

    call_command("backup", archive)

    (tmp_path / "restored").mkdir()
    subprocess.run(["tar", "-xzf", archive, "-C", tmp_path / "restored"], check=True)
    assert restored_names(tmp_path / "restored") == ["Skive", "Thisted"]
    assert (tmp_path / "restored" / "media" / "2026" / "aftale.pdf").read_bytes() == b"%PDF-1.7 aftalen"


def test_backup_holds_the_key_that_the_installation_made(settings, tmp_path):
    (settings.DATA_DIR / "secret_key").write_text("made here")

    call_command("backup", tmp_path / "praksis.tar.gz")

    with tarfile.open(tmp_path / "praksis.tar.gz") as saved:
        assert saved.extractfile("secret_key").read() == b"made here"


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


def test_backup_onto_a_full_disk_leaves_no_half_archive(settings, tmp_path):
    (settings.MEDIA_ROOT / "aftale.pdf").write_bytes(os.urandom(100_000))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, limits[1]))

    try:
        with pytest.raises((OSError, sqlite3.Error, CommandError)):
            call_command("backup", tmp_path / "praksis.tar.gz")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert list(tmp_path.glob("praksis*")) == []
