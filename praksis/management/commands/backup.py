import os
import sqlite3
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from praksis import archive, dumps
from praksis.health import note_alive


class Command(BaseCommand):
    help = "Save the database and the files in one archive, also while the site is in use."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the archive to write (.tar.gz); it must not exist yet")

    def handle(self, *args, file, **options):
        if file.exists():
            raise CommandError(f"{file} is there already. Choose another name.")
        if not file.resolve().parent.is_dir():
            raise CommandError(f"There is no folder {file.resolve().parent}.")
        try:
            manifest = save(file)
        except dumps.DumpError as error:
            raise CommandError(str(error)) from error
        except (OSError, sqlite3.Error, DatabaseError) as error:
            raise CommandError(f"The backup could not be made: {error}") from error

        rows = sum(manifest.rows.values())
        self.stdout.write(f"Saved {rows} rows in {len(manifest.rows)} tables and {manifest.files} files in {file}.")
        try:
            note_alive("backup")
        except DatabaseError as error:
            self.stderr.write(f"The site could not be told of it ({error}), so /readyz speaks of the one before.")
        if manifest.damaged:
            raise CommandError(
                f"But {len(manifest.damaged)} of the documents had no file, or another than was stored. The first is "
                f"{Path(settings.MEDIA_ROOT) / manifest.damaged[0]}. Look for them in older backups."
            )


def save(file: Path) -> archive.Manifest:
    """Write the archive beside its place, and give it its name once it lies safely on the disk."""
    database, unfinished = dumps.here(), file.with_name(f"{file.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".praksis-backup-", dir=file.resolve().parent) as folder:
            dump, made_at = Path(folder) / database.dump, timezone.now().isoformat(timespec="seconds")
            # The database first: a file is stored before the row that names it, so none can be missing afterwards.
            contents = database.save(dump)
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
                manifest = archive.write(
                    stream,
                    dump=dump,
                    contents=contents,
                    media=Path(settings.MEDIA_ROOT),
                    key=settings.DATA_DIR / archive.KEY,
                    made_at=made_at,
                    database=database.vendor,
                )
                stream.flush()
                os.fsync(stream.fileno())
        unfinished.rename(file)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest
