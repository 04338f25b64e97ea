"""Services and processes of a drill's own."""

import subprocess
import sys
from contextlib import ExitStack
from email import message_from_bytes, policy
from shutil import which

import pytest
from aiosmtpd.controller import Controller
from services import free_port, private_redis

from tests.drills.composition import ROOT, Composition


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


class Postbox:
    """A real mail server that accepts everything and notes what came."""

    def __init__(self):
        self.received = []
        self.controller = Controller(self, hostname="127.0.0.1", port=free_port(), server_hostname="localhost")

    @property
    def url(self) -> str:
        """What EMAIL_URL is to be."""
        return f"smtp://127.0.0.1:{self.controller.port}"

    def message_ids(self) -> list[str]:
        """Of every letter, in the order they came; twice where it came twice."""
        return [message["message-id"] for message in self.received]

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def postbox():
    """A mail server of the test's own."""
    postbox = Postbox()
    postbox.controller.start()
    yield postbox
    postbox.controller.stop()


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
