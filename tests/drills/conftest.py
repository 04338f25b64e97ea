"""Services and processes of a drill's own."""

import subprocess
import sys
from contextlib import ExitStack
from shutil import which

import pytest
from services import private_redis

from tests.drills.composition import ROOT, Composition
from tests.drills.smtp import MailServer


@pytest.fixture(scope="session")
def static_files(tmp_path_factory):
    """The static files, gathered once under their hashed names."""
    folder = tmp_path_factory.mktemp("static")
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    environment = {"STATIC_ROOT": str(folder), "DATA_DIR": str(folder.parent), "PATH": "", "SECRET_KEY": "gathering"}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return folder


@pytest.fixture
def redis():
    """A Redis of the test's own. `make test` says loudly where there is none."""
    if not which("redis-server"):
        pytest.skip("redis-server is not installed")
    with private_redis() as redis:
        yield redis


@pytest.fixture
def postbox():
    """A mail server of the test's own, at `postbox.url`."""
    with MailServer() as postbox:
        yield postbox


@pytest.fixture
def compose(tmp_path, static_files, transactional_db, settings):
    """Makes compositions on the test's database, and ends their processes with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    with ExitStack() as ends:

        def make(**options):
            folder = tmp_path / f"site-{len(list(tmp_path.glob('site-*')))}"
            folder.mkdir()
            made = Composition(folder, static_files, **options)
            ends.callback(made.end)
            return made

        yield make
