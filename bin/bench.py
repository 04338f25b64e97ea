"""Every figure of speed: `make bench`. With the names of parts, only those: `python3 bin/bench.py pages pdf`.

On a private PostgreSQL and Redis with the data of benchmarks/data/; `embedded` is the load once more, on the embedded
default. The tables are printed, and after a whole run kept in benchmarks/RESULTS.md.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from check import PRODUCTION, SETTINGS
from drills import machine
from install import PYTHON, ROOT, install, line_for
from services import private_postgres, private_redis

PARTS = ["pages", "exports", "pdf", "sums", "first_visit", "load", "embedded"]
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
# As docker-compose.yml has it: PostgreSQL's own defaults
AS_IN_PRODUCTION = {"fsync": "on", "full_page_writes": "on"}


def bench(target: Path, scratch: Path, *names: str, **settings: str) -> bool:
    """Run parts in a process of their own; whether every budget held."""
    data = scratch / "data"
    data.mkdir(parents=True)
    (scratch / "static").mkdir()
    environment = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    environment |= {
        "ALLOWED_HOSTS": "testserver,127.0.0.1",
        "DATA_DIR": str(data),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright's loop runs in the thread that asks the database
        "EMAIL_URL": "dummymail://",
        "LINK_KEYS": PRODUCTION["LINK_KEYS"],
        "PYTHONPATH": f"{ROOT}:{ROOT / 'bin'}",
        "SECRET_KEY": PRODUCTION["SECRET_KEY"],
        "STATIC_ROOT": str(scratch / "static"),
        **settings,
    }
    command = [PYTHON, "-m", "benchmarks", target, *names]
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def main(names: list[str]) -> int:
    """Run the parts, print their tables, and keep those of a whole run."""
    if unknown := set(names) - set(PARTS):
        sys.exit(f"No such part: {', '.join(sorted(unknown))}. There are: {', '.join(PARTS)}.")
    if missing := install(tests=True):
        sys.exit(f"The bench needs more. Run this line, then try again:\n\n    {line_for(missing)}\n")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="praksis-bench-") as folder:
        scratch, target = Path(folder), Path(folder, "tables.md")
        chosen, held = [name for name in PARTS if name in (names or PARTS)], True
        if served := [name for name in chosen if name != "embedded"]:
            with private_postgres(AS_IN_PRODUCTION) as postgres, private_redis() as redis:
                held &= bench(target, scratch / "served", *served, DATABASE_URL=postgres.url, REDIS_URL=redis.url)
        if "embedded" in chosen:
            held &= bench(target, scratch / "embedded", "load")
        tables = target.read_text() if target.exists() else ""
    minutes = (time.monotonic() - began) / 60
    print(f"\n{tables}\n{'Within every budget' if held else 'NOT WITHIN EVERY BUDGET'}, in {minutes:.0f} minutes.")
    if tables and not names:
        RESULTS.write_text(
            f"# How fast it is\n\nMade by `make bench`, in {minutes:.0f} minutes, on {machine()}.\n\n{tables}"
        )
    return int(not held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
