"""A whole Praksis of real processes, for drills: web, worker and beat, as production or the embedded default has them.

It works on the test's own database, so a test makes its rows with the factories and looks at them with the models.
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import connection
from services import free_port

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(sys.executable).parent
# Quiet: no banner among the lines of the log
CELERY = [PROGRAMS / "celery", "--quiet", "-A", "{celery}"]
COMMANDS = {
    "web": [PROGRAMS / "gunicorn", "{wsgi}"],
    # The signs of life between workers are of no use to one.
    "worker": [*CELERY, "worker", "--loglevel", "warning", "--concurrency", "2",
               "--without-gossip", "--without-mingle", "--without-heartbeat"],
    "beat": [*CELERY, "beat", "--loglevel", "warning", "--schedule", "{folder}/{name}.schedule", "--pidfile", ""],
}  # fmt: skip


def until(ask, *, seconds, what="it"):
    """Ask until the answer is true, and return it; a failure says what did not come."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"Not within {seconds} seconds: {what}."
        time.sleep(0.1)
    return answer


class Composition:
    """The processes of one installation. Without `redis_url` it is the embedded default: web alone has everything.

    `without` names a guard to be switched off (tests/drills/unguarded.py), for a red twin.
    """

    def __init__(self, folder: Path, static: Path, *, redis_url="", email_url="dummymail://", without="", **variables):
        self.folder, self.port = folder, free_port()
        self.running: dict[str, subprocess.Popen] = {}
        guarded = {"wsgi": "praksis.wsgi:application", "celery": "praksis"}
        unguarded = {"wsgi": "tests.drills.unguarded:application", "celery": "tests.drills.unguarded"}
        self.names = {**(unguarded if without else guarded), "folder": str(folder)}
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
        self.environment = kept | {
            "DATABASE_URL": database_url(),
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "praksis.settings",
            "EMAIL_URL": email_url,
            "MEDIA_ROOT": str(settings.MEDIA_ROOT),
            "PORT": str(self.port),
            "PYTHONPATH": f"{ROOT}:{ROOT / 'bin'}",
            "SECRET_KEY": settings.SECRET_KEY,
            "STATIC_ROOT": str(static),
            "WITHOUT": without,
            **({"REDIS_URL": redis_url} if redis_url else {}),
            **variables,
        }

    @property
    def address(self) -> str:
        """Where web answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *names: str) -> None:
        """Start processes, each with its children in a group of its own, and wait until web answers."""
        for name in names:
            command = [str(part).format(**self.names, name=name) for part in COMMANDS[name.partition("-")[0]]]
            if name.partition("-")[0] == "worker":
                command += ["--hostname", f"{name}@drill"]
            with (self.folder / f"{name}.log").open("a") as log:
                self.running[name] = subprocess.Popen(
                    command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
                )
        if "web" in names:
            until(self.answers, seconds=60, what="web answers")

    def answers(self) -> bool:
        """Whether web answers /healthz."""
        try:
            with urlopen(f"{self.address}/healthz", timeout=5) as answer:
                return answer.status == 200
        except (URLError, OSError):
            return False

    def children(self, name: str) -> list[int]:
        """The ids of a process' own children."""
        pid = self.running[name].pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self, name: str) -> None:
        """End a process and its children at once, as a power cut does."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def stop(self, name: str) -> int:
        """Ask a process to end, and wait for it; its exit code."""
        process = self.running.pop(name)
        process.terminate()
        return process.wait(timeout=60)

    def end(self) -> None:
        """End everything."""
        for name in list(self.running):
            self.kill(name)

    def log(self, name: str) -> str:
        """What a process has written."""
        return (self.folder / f"{name}.log").read_text()


def database_url() -> str:
    """The address of the test's own database."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    return "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**given)
