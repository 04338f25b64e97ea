"""Serve Praksis on this machine: `make run`. Installs what is missing, prepares the data, then becomes gunicorn."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shutil import rmtree

from install import PYTHON, ROOT, VENV, call, install, make

PORT = os.environ.get("PORT", "8000")
DATA = Path(os.environ.get("DATA_DIR", ROOT / "var"))
# The migrations and the reference data are in here: when none of it changed, our own database is as it should be.
CODE = [ROOT / wing for wing in ("praksis", "applications", "conferences", "engagements", "overview")]


def manage(*arguments: str) -> None:
    """Run one of Django's commands."""
    call(PYTHON, "manage.py", *arguments)


def collect_static() -> None:
    """Gather the static files under their hashed names."""
    manage("collectstatic", "--noinput", "--clear", "--verbosity", "0")


def is_new(database: Path) -> bool:
    """Whether nothing was ever written: SQLite makes the file for any command of Django's that only looks."""
    if not database.exists():
        return True
    with closing(sqlite3.connect(database)) as connection:
        return not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]


def prepare_data() -> None:
    """Bring the database up to date, and load the demo into a new one of our own.

    A database that was named in DATABASE_URL, or restored from a backup, may be real: it gets no demo. The note that
    the demo is due goes away only when it is loaded; where it still lies there, a first start was interrupted, and what
    that left is thrown away.
    """
    if os.environ.get("DATABASE_URL"):
        manage("prepare", "--verbosity", "0")
        return

    database, due = DATA / "praksis.sqlite3", DATA / "demo_is_due"
    if due.exists():
        rmtree(DATA / "media", ignore_errors=True)
    if due.exists() or is_new(database):
        due.touch()
        for left in (DATA / ".stamp", *DATA.glob(f"{database.name}*")):
            left.unlink(missing_ok=True)
    make(DATA, *CODE, by=lambda: manage("prepare", "--verbosity", "0"))
    if due.exists():
        print("Loading the demo …", flush=True)
        manage("demo")
        due.unlink()


def main() -> None:
    """Everything in order; the last step replaces this process, so that Ctrl-C reaches gunicorn alone."""
    install()
    os.environ["PORT"] = PORT
    DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    prepare_data()
    settings = ROOT / "praksis" / "settings.py"
    make(ROOT / "staticfiles", ROOT / "static", ROOT / "requirements.txt", settings, by=collect_static)

    if not os.environ.get("DATABASE_URL"):
        subprocess.run([PYTHON, "manage.py", "demo", "--accounts"], cwd=ROOT, check=False)
    print(f"\nPraksis: http://localhost:{PORT}/   (Ctrl-C stops it)\n", flush=True)
    os.chdir(ROOT)
    os.execv(VENV / "bin" / "gunicorn", ["gunicorn"])


if __name__ == "__main__":
    sys.exit(main())
