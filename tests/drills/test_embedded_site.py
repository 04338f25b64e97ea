"""The embedded default as a process of its own: gunicorn with Celery's worker and beat inside."""

import json
import os
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from praksis import embedded

pytestmark = pytest.mark.drill
ROOT = Path(__file__).resolve().parents[2]
GUNICORN = Path(sys.executable).with_name("gunicorn")


def until(ask, *, seconds):
    """Ask until the answer is true, and return it."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"Not within {seconds} seconds."
        threading.Event().wait(0.2)
    return answer


def health(port):
    """What /healthz says, or None as long as nobody answers, or not in time: the first request loads the pages."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return json.load(answer)
    except (URLError, TimeoutError):
        return None


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with a database as a first start makes it, to copy: making it takes a quarter of a minute."""
    folder = tmp_path_factory.mktemp("prepared")
    command = [sys.executable, "manage.py", "prepare", "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment_in(folder), check=True)
    return folder


def environment_in(folder):
    """The embedded default's, with its data in this folder."""
    environment = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    return environment | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "praksis.settings"}


@pytest.fixture
def site(tmp_path, prepared):
    """A running site with an empty database of its own: the process and its port."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = environment_in(tmp_path) | {"PORT": str(port)}
    environment["STATIC_ROOT"] = str(tmp_path / "static")  # no page is fetched: it may be empty, but must be there
    (tmp_path / "static").mkdir()
    with (tmp_path / "errors").open("w") as errors:
        process = subprocess.Popen([GUNICORN], cwd=ROOT, env=environment, stderr=errors, start_new_session=True)
    yield process, port
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_worker_and_beat_live_and_end_with_the_web_process(site, tmp_path):
    process, port = site

    well = until(lambda: (now := health(port)) and now["worker"] and now["beat"] and now, seconds=30)
    os.killpg(process.pid, signal.SIGINT)  # as Ctrl-C does

    assert well["status"] == "ok"
    assert process.wait(timeout=15) == 0
    assert (tmp_path / "errors").read_text() == ""
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_ctrl_c_is_left_to_the_master(site):
    process, port = site
    until(lambda: health(port), seconds=30)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    (worker,) = children.read_text().split()

    os.kill(int(worker), signal.SIGINT)

    assert health(port)["status"] == "ok"
    assert children.read_text().split() == [worker]


def test_with_redis_the_web_process_starts_neither_worker_nor_beat(monkeypatch):
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:6379/0")
    configuration = runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    configuration["post_worker_init"](None)

    assert embedded.THREADS == []
    assert configuration["workers"] == 2
