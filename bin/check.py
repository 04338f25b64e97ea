"""Check everything: `make test`. With the names of steps, only those: `python3 bin/check.py ruff mypy`.

A step that fails does not stop the next ones. What cannot run here is listed at the end, and is a failure when CI=true.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from xml.etree import ElementTree

from install import PYTHON, ROOT, VENV, install, line_for
from services import private_postgres

WINGS = ["praksis", "applications", "conferences", "engagements", "overview"]

# What settings.py reads: a developer's own must not colour the tests.
SETTINGS = """ALLOWED_HOSTS CONN_MAX_AGE DATABASE_URL DATA_DIR DEBUG DEFAULT_FROM_EMAIL DEMO DJANGO_SETTINGS_MODULE
    EMAIL_URL HTTPS LINK_KEYS LOG_FORMAT MEDIA_ROOT PORT PSEUDONYM_KEY REDIS_URL SECRET_KEY SITE_URL
    STATIC_ROOT""".split()
# Not a secret: only as long and as mixed as one.
PRODUCTION = {
    "ALLOWED_HOSTS": "praksis.example",
    "DATABASE_URL": "postgres://praksis:praksis@127.0.0.1/praksis",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "HTTPS": "true",
    "LINK_KEYS": "Jk3-vUq8sYw2_hEz6tRb1xNc5mLd9pAf7gQo4iTy0uKe",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "Zb7-qWx3eRt9_yUi5oPa1sDf8gHj2kLm6nBv4cXz0_QwErTy-AsDfGh",
    "SITE_URL": "https://praksis.example",
}
# How much of a failed test's words is said again at the end.
LAST_LINES = 25
# In a room, all but this furniture is held to types and to every branch tested: actions, permissions and calculations.
# `overview` only reads, to show; and coverage does not look into the process of its own that draws the PDFs.
FURNITURE = {"__init__", "admin", "emails", "forms", "models", "reminders", "tasks", "urls", "views"}
DRAWN_ASIDE = "praksis/documents/child.py"
EXACT_IN_THE_GROUND = [
    "praksis/calendar.py",
    "praksis/db.py",
    "praksis/errors.py",
    "praksis/nudges.py",
    "praksis/tables.py",
    "praksis/work.py",
    "praksis/working_days.py",
]


class CannotRun(Exception):
    """A step lacks something that this machine cannot give it."""

    def __init__(self, reason: str, *, forgiven: bool = False):
        super().__init__(reason)
        self.forgiven = forgiven


class Failed(Exception):
    """A step found something wrong. Its text is the tool's output."""


@dataclass
class Session:
    """One run of this program: the environment its tools get, the tests counted so far."""

    environment: dict
    results: Path
    chosen: list[str]
    missing: list[str] = field(default_factory=list)
    counted: dict = field(default_factory=lambda: {"passed": 0, "failed": 0, "skipped": 0})
    fell: list[str] = field(default_factory=list)

    def tool(self, program: str, *arguments, **settings) -> None:
        """Run a tool of the Python environment, silent unless it fails."""
        done = subprocess.run(
            [VENV / "bin" / program, *arguments],
            cwd=ROOT, env={**self.environment, **settings},
            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode:
            raise Failed(done.stdout)

    def pytest(self, name: str, *arguments, **settings) -> None:
        """Run pytest, showing its output, and count its tests."""
        report = self.results / f"{name}.xml"
        done = subprocess.run(
            [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *arguments],
            cwd=ROOT, env={**self.environment, **settings},
        )  # fmt: skip
        if report.exists():
            self.count(report)
            self.fell += [f"{name}: {text}" for text in those_that_fell(report)]
        if done.returncode:
            raise Failed(f"pytest ended with {done.returncode}; see above.")

    def suite(self, name: str, *arguments, **settings) -> None:
        """Run all tests but the browser's and the long drills, in one process more than there are cores.

        The drills wait most of their time, for others' processes. A process that has run out of tests takes over some.
        """
        processes = str((os.cpu_count() or 1) + 1)
        chosen = ["-n", processes, "--dist", "worksteal", "-m", "not journey and not long"]
        self.pytest(name, *chosen, *arguments, **settings)

    def require(self, package: str, what: str) -> None:
        """Raise CannotRun where a Debian package is missing."""
        if package in self.missing:
            raise CannotRun(f"{what}: {line_for([package])}")

    def count(self, report: Path) -> None:
        """Add the tests of one report."""
        for suite in ElementTree.parse(report).iter("testsuite"):
            total, *others = (int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped"))
            self.counted["failed"] += others[0] + others[1]
            self.counted["skipped"] += others[2]
            self.counted["passed"] += total - sum(others)


def those_that_fell(report: Path) -> list[str]:
    """Each failed test of a report, with the end of what it said: enough to know it by when all else has gone."""
    found = []
    for test in ElementTree.parse(report).iter("testcase"):
        for problem in [*test.iter("failure"), *test.iter("error")]:
            said = (problem.text or problem.get("message", "")).strip().splitlines()
            found.append("\n    ".join([f"{test.get('classname')}::{test.get('name')}", *said[-LAST_LINES:]]))
    return found


def exact_modules() -> list[str]:
    """The modules that mypy and the branch coverage are strict about."""
    aside = {"management", "migrations", "templatetags"}
    found = [
        str(path.relative_to(ROOT))
        for wing in WINGS
        for pattern in ("*/*.py", "*/actions/*.py", "*/sums/*.py")
        for path in sorted((ROOT / wing).glob(pattern))
        if path.stem not in FURNITURE and path.parent.name not in aside and wing != "overview"
    ]
    return [path for path in found if path != DRAWN_ASIDE] + EXACT_IN_THE_GROUND


def ruff(session):
    session.tool("ruff", "check", "--quiet", ".")


def formatting(session):
    session.tool("ruff", "format", "--check", "--quiet", "--diff", ".")


def djlint(session):
    session.tool("djlint", "templates", "--lint", "--quiet")


def mypy(session):
    session.tool("mypy", "--no-error-summary", *exact_modules())


def bandit(session):
    session.tool("bandit", "-q", "-c", "pyproject.toml", "-r", *WINGS)


def migrations(session):
    session.tool("python", "manage.py", "makemigrations", "--check", "--dry-run")


def deploy(session):
    session.tool("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)


def compose(session):
    if not which("docker") or subprocess.run(["docker", "compose", "version"], capture_output=True).returncode:
        raise CannotRun("docker-compose.yml was not tried: docker or its compose plugin is not here", forgiven=True)
    done = subprocess.run(
        ["docker", "compose", "--env-file", "docker.env.example", "config", "--quiet"],
        cwd=ROOT, env={**session.environment, **PRODUCTION, "POSTGRES_PASSWORD": "praksis"},
        text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    if done.returncode:
        raise Failed(done.stdout)


def suite_on_sqlite(session):
    watched = ["--cov", "--cov-report="] if "coverage" in session.chosen else []
    session.suite("sqlite", *watched)
    session.require("redis-server", "the tests with Redis and Celery's own processes")


def coverage(session):
    session.tool("coverage", "report", f"--include={','.join(exact_modules())}", "--fail-under=100")


def suite_on_postgresql(session):
    session.require("postgresql", "the tests on PostgreSQL")
    with private_postgres() as postgres:
        session.suite("postgresql", DATABASE_URL=postgres.url)


def journeys(session):
    session.require("chromium", "the journeys in the browser")
    # Each process has a site, a database, a mail server and a Chromium of its own, and these want memory.
    side_by_side = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]
    session.pytest("journeys", "-m", "journey", *side_by_side, DJANGO_ALLOW_ASYNC_UNSAFE="true")


STEPS = {
    "ruff": ruff,
    "format": formatting,
    "djlint": djlint,
    "mypy": mypy,
    "bandit": bandit,
    "migrations": migrations,
    "deploy": deploy,
    "compose": compose,
    "suite-on-sqlite": suite_on_sqlite,
    "coverage": coverage,
    "suite-on-postgresql": suite_on_postgresql,
    "journeys": journeys,
}


def run(session: Session) -> list[tuple[str, float, str]]:
    """Run the chosen steps, and return each one's name, seconds and how it ended."""
    rows = []
    for name in session.chosen:
        print(f"\n=== {name}", flush=True)
        began, outcome = time.monotonic(), "ok"
        try:
            STEPS[name](session)
        except Failed as problem:
            print(problem, flush=True)
            outcome = "FAILED"
        except CannotRun as problem:
            outcome = f"not run: {problem}" if problem.forgiven else f"NOT RUN: {problem}"
        rows.append((name, time.monotonic() - began, outcome))
    return rows


def report(session: Session, rows: list[tuple[str, float, str]]) -> None:
    """Print one line for each step, what could not run, and how many tests there were."""
    print(f"\n{'step':<22}{'seconds':>8}  outcome")
    for name, seconds, outcome in rows:
        print(f"{name:<22}{seconds:>8.1f}  {outcome.partition(':')[0]}")
    print(f"{'together':<22}{sum(row[1] for row in rows):>8.1f}")

    for name, _, outcome in rows:
        if outcome.lower().startswith("not run"):
            print(f"\n*** {name} WAS NOT RUN: {outcome.partition(': ')[2]}")
    for text in session.fell:
        print(f"\n*** {text}")
    if any(session.counted.values()):
        print("\n{passed} passed, {failed} failed, {skipped} skipped".format(**session.counted), flush=True)


def main(names: list[str]) -> int:
    """Install, check, and print one table; 0 when all is well."""
    unknown = set(names) - set(STEPS)
    if unknown:
        sys.exit(f"No such step: {', '.join(sorted(unknown))}. There are: {', '.join(STEPS)}.")
    # An ended run, too, must stop the PostgreSQL that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    missing = install(tests=True)
    installed = ("install", time.monotonic() - began, "ok")

    with tempfile.TemporaryDirectory(prefix="praksis-check-") as scratch:
        # Each process would compile every test anew, for ten seconds, where Python may not keep what it compiled.
        left_out = {*SETTINGS, "PYTHONDONTWRITEBYTECODE"}
        environment = {key: value for key, value in os.environ.items() if key not in left_out}
        environment |= {"TMPDIR": scratch, "DATA_DIR": f"{scratch}/data"}
        session = Session(environment, results=Path(scratch), chosen=names or list(STEPS), missing=missing)
        rows = [installed, *run(session)]

    report(session, rows)
    bad = ("FAILED", "NOT RUN") if os.environ.get("CI") == "true" else ("FAILED",)
    return int(any(outcome.startswith(bad) for _, _, outcome in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
