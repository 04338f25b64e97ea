"""The long drills: `make drills`. With pytest's arguments, only those: `python3 bin/drills.py -k restarts`.

Each drill says whether it is for the embedded default's SQLite, for PostgreSQL with Redis, or for both. Four lanes run
side by side, each on databases of its own, since most of a drill's time is waiting. The table of figures is printed,
and after a whole run kept in tests/drills/RESULTS.md, whether all held or not.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from check import SETTINGS
from install import PYTHON, ROOT, install, line_for
from services import private_postgres

# Here a power cut must hurt as it does in production, and what is lost without a safe commit must show at once.
AS_IN_PRODUCTION = {"fsync": "on", "full_page_writes": "on", "wal_writer_delay": "10000"}
DRILLS = ROOT / "tests" / "drills" / "long"
RESULTS = ROOT / "tests" / "drills" / "RESULTS.md"
# The longest ones, which are for PostgreSQL only; those that work all the time have a lane of their own, and the last
# lane has the rest: both on both databases.
LANES = [
    ["test_killed_workers.py", "test_mail_server.py", "test_postgres_restarts.py"],
    ["test_redis.py", "test_web_kills.py"],
]
WITHOUT_WAITING = ["test_bad_inputs.py"]


def pytest(figures: Path, files: list[str], arguments: list[str], **settings: str) -> bool:
    """Run drills with the figures going to a file, and print what pytest says at their end; whether they held."""
    environment = {key: value for key, value in os.environ.items() if key not in SETTINGS}
    command = [PYTHON, "-m", "pytest", "-q", "-m", "long", "-p", "no:cacheprovider", "--durations=5"]
    done = subprocess.run(
        [*command, *(DRILLS / name for name in files), *arguments],
        cwd=ROOT, env={**environment, "DRILL_FIGURES": str(figures), **settings},
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    print(f"\n=== {' '.join(files)}\n{done.stdout}", flush=True)
    return done.returncode in (0, 5)  # 5: none of them was asked for


def on_postgres(figures: Path, files: list[str], arguments: list[str], **settings: str) -> bool:
    """Run drills on a cluster of their own, which they may restart."""
    with private_postgres(AS_IN_PRODUCTION) as postgres:
        home = str(postgres.home)
        return pytest(figures, files, arguments, DATABASE_URL=postgres.url, POSTGRES_HOME=home, **settings)


def on_both(figures: Path, files: list[str], arguments: list[str], **settings: str) -> bool:
    """Run drills on SQLite, then on PostgreSQL."""
    held = pytest(figures, files, arguments, **settings)
    return on_postgres(figures, files, arguments, **settings) and held


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
    # An ended run, too, must stop what it started: as with Ctrl-C, the drills end by themselves.
    signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGINT))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="praksis-drills-") as scratch:
        figures, settings = Path(scratch, "figures"), {"TMPDIR": scratch}
        laid = {name for lane in [*LANES, WITHOUT_WAITING] for name in lane}
        rest = sorted({path.name for path in DRILLS.glob("test_*.py")} - laid)
        with ThreadPoolExecutor() as lanes:
            running = [lanes.submit(on_postgres, figures, files, arguments, **settings) for files in LANES]
            running += [
                lanes.submit(on_both, figures, files, arguments, **settings) for files in (WITHOUT_WAITING, rest)
            ]
        held = all(lane.result() for lane in running)
        found = table(figures)
    minutes = (time.monotonic() - began) / 60
    print(f"\n{found}\n\n{'All held' if held else 'SOME DID NOT HOLD'}, in {minutes:.0f} minutes.")
    if not arguments:
        verdict = "All of them held." if held else "**Some did not hold: those have no row.**"
        made = f"Made by `make drills`, in {minutes:.0f} minutes, on {machine()}. {verdict}"
        RESULTS.write_text(f"# The drills' figures\n\n{made}\n\n{found}\n")
    return int(not held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
