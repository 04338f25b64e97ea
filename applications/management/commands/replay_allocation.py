"""Calculate a frozen round once more, to compare it with what was shown when it was decided."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from applications.allocation.sums.analysis import analyse
from applications.allocation.sums.reading import read
from applications.allocation.sums.snapshot import SnapshotError

WRONG_FILE = 2


class Command(BaseCommand):
    help = "Print the analysis of a round's snapshot as JSON (docs/allocation.md). Reads a file and no table."
    # The command only computes, so it also works while the site's settings or database do not.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="SNAPSHOT.json", help="the snapshot that was kept")

    def handle(self, *args, file, **options):
        try:
            snapshot = read(file.read_bytes())
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error}", returncode=WRONG_FILE) from error
        except SnapshotError as error:
            raise CommandError(str(error), returncode=WRONG_FILE) from error
        self.stdout.write(json.dumps(analyse(snapshot), ensure_ascii=False, indent=2, sort_keys=True))
