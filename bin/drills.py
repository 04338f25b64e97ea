"""The long drills: `make drills`. With the names of files or tests, only those: `python3 bin/drills.py -k R5`.

They run twice, on the embedded default's SQLite and on a private PostgreSQL with Redis; each drill says which it is
for. The table of figures is printed, and after a whole run kept in tests/drills/RESULTS.md.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from check import SETTINGS
from install import PYTHON, ROOT, install, line_for
from services import private_postgres

# Here a power cut must hurt as it does in production, and what is lost without a safe commit must show at once.
AS_IN_PRODUCTION = {"fsync": "on", "full_page_writes": "on", "wal_writer_delay": "10000"}
RESULTS = ROOT / "tests" / "drills" / "RESULTS.md"


def pytest(figures: Path, *arguments: str, **settings: str) -> bool:
    """Run the drills with the figures going to a file; whether all of them held."""
    environment = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    command = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-rs",
        "-m",
        "long",
        "-p",
        "no:cacheprovider",
        "tests/drills/long",
        *arguments,
    ]
    environment |= {"DRILL_FIGURES": str(figures), **settings}
    return subprocess.run(command, cwd=ROOT, env=environment).returncode in (0, 5)


def table(figures: Path) -> str:
    """The figures as a Markdown table, sorted by drill."""
    rows = [json.loads(line) for line in figures.read_text().splitlines()] if figures.exists() else []
    rows.sort(key=lambda row: (int("".join(filter(str.isdigit, row["drill"]))), row["drill"], row["on"]))
    lines = [f"| {r['drill']} | {r['on']} | {r['what']} | {r['promise']} | {r['seen']} |" for r in rows]
    return "\n".join(["| drill | on | load and fault | must hold | seen |", "|---|---|---|---|---|", *lines])


def machine() -> str:
    """This machine in a few words."""
    model = next(line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    return f"{os.cpu_count()} × {model.partition(': ')[2]}"


def main(arguments: list[str]) -> int:
    if missing := install(tests=True):
        sys.exit(f"The drills need more. Run this line, then try again:\n\n    {line_for(missing)}\n")
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="praksis-drills-") as scratch:
        figures = Path(scratch, "figures")
        held = pytest(figures, *arguments, TMPDIR=scratch)
        with private_postgres(AS_IN_PRODUCTION) as url:
            held &= pytest(figures, *arguments, DATABASE_URL=url, TMPDIR=scratch)
        found = table(figures)
    minutes = (time.monotonic() - began) / 60
    print(f"\n{found}\n\n{'All held' if held else 'SOME DID NOT HOLD'}, in {minutes:.0f} minutes.")
    if held and not arguments:
        RESULTS.write_text(
            f"# The drills' figures\n\nMade by `make drills`, in {minutes:.0f} minutes, on {machine()}.\n\n{found}\n"
        )
    return int(not held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
