import os
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = "Save the database and the files in one archive, also while the site is in use."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the archive to write (.tar.gz); it must not exist yet")

    def handle(self, *args, file, **options):
        if file.exists():
            raise CommandError(f"{file} is there already. Choose another name.")
        if not file.resolve().parent.is_dir():
            raise CommandError(f"There is no folder {file.resolve().parent}.")
        save = save_sqlite if connection.vendor == "sqlite" else save_postgresql
        unfinished = file.with_name(f"{file.name}.part")
        try:
            with tempfile.TemporaryDirectory(prefix="praksis-backup-") as folder:
                # The database first: a file is stored before the row that names it, so none can be missing afterwards.
                dump = save(Path(folder))
                with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
                    write_archive(stream, dump)
            unfinished.rename(file)
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"Saved the database and the files in {file}.")


def save_sqlite(folder: Path) -> Path:
    """Copy the database with SQLite's backup interface, which sees one moment of it."""
    copy = folder / "praksis.sqlite3"
    with (
        closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as source,
        closing(sqlite3.connect(copy)) as to,
    ):
        source.backup(to)
    return copy


def save_postgresql(folder: Path) -> Path:
    """Dump the database with pg_dump, which sees one moment of it.

    Raises CommandError where pg_dump is missing or fails.
    """
    copy, params = folder / "praksis.dump", connection.get_connection_params()
    environment = {"PGPASSWORD": params.get("password", ""), "PATH": os.environ["PATH"]}
    where = {"--host": params.get("host"), "--port": params.get("port"), "--username": params.get("user")}
    command = ["pg_dump", "--format=custom", f"--file={copy}", f"--dbname={params['dbname']}"]
    command += [f"{name}={value}" for name, value in where.items() if value]
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise CommandError("pg_dump is missing: install PostgreSQL's client programs.") from error
    except subprocess.CalledProcessError as error:
        raise CommandError(f"pg_dump failed: {error.stderr}") from error
    return copy


def write_archive(stream, dump: Path) -> None:
    """Write the dump, every file of MEDIA_ROOT, and the key that the installation made for itself, if it did.

    The names are those of DATA_DIR. A key that came from the environment is kept where that is kept.
    """
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        archive.add(dump, dump.name)
        if (key := settings.DATA_DIR / "secret_key").exists():
            archive.add(key, key.name)
        for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")):
            if path.is_file():
                archive.add(path, Path("media") / path.relative_to(settings.MEDIA_ROOT))
