"""Runs parts of the bench on the database that DATABASE_URL names: `python -m benchmarks FILE PART …`.

The tables go to FILE; it ends with 1 where a budget does not hold. bin/bench.py starts it.
"""

import os
import sys
import time
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

# Told apart in the headings
EMBEDDED = "" if os.environ.get("REDIS_URL") else ", embedded: one process, SQLite"


def prepare():
    """Make the database and the static files ready, once for this DATA_DIR; return where to look."""
    from benchmarks.data import dataset

    told = Path(settings.DATA_DIR) / "known.json"
    if told.exists():
        return dataset.Known.read(told)
    for command in ("migrate", "createcachetable"):
        call_command(command, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    began = time.monotonic()
    known = dataset.make()
    made = ", ".join(f"{number:,} {name}" for name, number in dataset.counts().items())
    print(f"Made in {time.monotonic() - began:.0f} s: {made}", flush=True)
    known.save(told)
    return known


def main(target: str, *names: str) -> int:
    """Run the parts and write their tables."""
    from benchmarks.parts import PARTS, WITHOUT_DATA
    from benchmarks.rows import table

    known, sections, held = prepare() if set(names) - WITHOUT_DATA else None, [], True
    for name in names:
        began = time.monotonic()
        part = PARTS[name]
        rows = part.run(known)
        sections.append(f"## {part.title}{EMBEDDED}\n\n{part.about}\n\n{table(rows)}\n")
        held &= all(row.holds is not False for row in rows)
        print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
    with Path(target).open("a") as file:
        file.write("\n".join(sections))
    return int(not held)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    # Loaded as a web process loads it
    import_module("praksis.wsgi")
    sys.exit(main(*sys.argv[1:]))
