import shutil
import sqlite3
import tempfile
from contextlib import ExitStack
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader

from praksis import archive, dumps, secret_key
from praksis.archive import ArchiveError
from praksis.dumps import DumpError

# What `make run` notes beside its own database (bin/run.py). Notes about one that is gone are not about the restored.
NOTES = (".stamp", "demo_is_due")


class Command(BaseCommand):
    help = "Put the database and the files of a backup into an empty place. Refuses a place where anything is."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="an archive that manage.py backup wrote")

    def handle(self, *args, file, **options):
        try:
            with ExitStack() as undo:
                # A key that only starting this very command made is no part of the place.
                for key in secret_key.MADE_HERE:
                    undo.callback(key.unlink, missing_ok=True)
                manifest = restore(file, undo=undo)
                undo.pop_all()
        except (ArchiveError, DumpError) as error:
            raise CommandError(f"{error} Nothing was restored.") from error
        except (OSError, sqlite3.Error, DatabaseError) as error:
            raise CommandError(f"The place could not be used: {error}. Nothing was restored.") from error

        rows = sum(manifest.rows.values())
        self.stdout.write(
            f"Restored {rows} rows in {len(manifest.rows)} tables and {manifest.files} files, saved {manifest.made_at}."
        )
        for damaged in manifest.damaged:
            self.stderr.write(f"{damaged} was missing or damaged already when the backup was made.")
        if archive.KEY not in manifest.sha256:
            self.stdout.write("The archive holds no key: give the site the SECRET_KEY and LINK_KEYS that it had.")
        self.stdout.write("Next: manage.py prepare, which make run and docker compose up do by themselves.")


def restore(file: Path, *, undo: ExitStack) -> archive.Manifest:
    """Restore an archive: the files first and the database last, so that no row is there before its file.

    `undo` gets a call for everything that was made. Raises ArchiveError, DumpError or OSError.
    """
    database, media = dumps.here(), Path(settings.MEDIA_ROOT).absolute()
    refuse_unless_empty(database, media)
    database.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".praksis-restore-", dir=database.folder) as scratch:
        folder = Path(scratch)
        manifest = archive.unpack(file, dump=database.dump, folder=folder, media=media, undo=undo)
        refuse_newer(manifest)
        put_key(folder / archive.KEY, undo=undo)
        database.load(folder / database.dump)
        undo.callback(database.remove)
    compare(database.contents(), manifest, media)
    for note in NOTES:
        (settings.DATA_DIR / note).unlink(missing_ok=True)
    return manifest


def refuse_unless_empty(database, media: Path) -> None:
    """A restore never mixes with what is there. Raises ArchiveError, saying what to do."""
    if found := database.in_the_way():
        raise ArchiveError(
            f"{found} is there already. Restore into a new, empty database, or move the old one away first "
            "(after a backup of it)."
        )
    if found := next((path for path in media.rglob("*") if not path.is_dir()), None):
        raise ArchiveError(
            f"The folder of files is not empty: {found} is there. Restore into a new, empty MEDIA_ROOT, or move the "
            "old files away first (after a backup of them)."
        )


def refuse_newer(manifest: archive.Manifest) -> None:
    """Refuse what this code is too old for (manage.py prepare brings older tables up to date). Raises ArchiveError."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    known = {*loader.disk_migrations, *(old for one in loader.disk_migrations.values() for old in one.replaces)}
    unknown = sorted(set(manifest.migrations) - {f"{app}.{name}" for app, name in known})
    if unknown:
        raise ArchiveError(
            f"The archive was made by a newer version of Praksis, which has {unknown[0]}. Install that version first."
        )


def put_key(key: Path, *, undo: ExitStack) -> None:
    """Put the key of the archive, if it has one, where the installation looks for its own. Raises ArchiveError."""
    place = settings.DATA_DIR / archive.KEY
    if not key.exists():
        return
    if place.exists() and place not in secret_key.MADE_HERE and place.read_bytes() != key.read_bytes():
        raise ArchiveError(
            f"{place} is another key than the archive's. If nothing that matters was signed with it, remove it and try "
            "again."
        )
    if not place.exists():
        undo.callback(place.unlink, missing_ok=True)
    shutil.move(key, place)
    place.chmod(0o600)


def compare(contents: dumps.Contents, manifest: archive.Manifest, media: Path) -> None:
    """Everything that was saved must be there: each table's rows, and each document's file, byte for byte.

    Raises ArchiveError. A document that had no right file already when the backup was made is not held against it.
    """
    if contents.rows != manifest.rows:
        wrong = sorted(table for table, rows in {*contents.rows.items()} ^ {*manifest.rows.items()})
        raise ArchiveError(f"The table {wrong[0]} came back with another number of rows than it had.")
    wrong = [file for file, sha256 in contents.documents if archive.sha256_of(media / file) != sha256]
    if unexpected := sorted(set(wrong) - set(manifest.damaged)):
        raise ArchiveError(f"The document {unexpected[0]} came back without its file, or with another.")
