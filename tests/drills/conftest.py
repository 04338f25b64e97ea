"""Services and processes of a drill's own."""

import fcntl
import resource
import subprocess
import sys
from contextlib import ExitStack
from shutil import which

import pytest
from django.core.files.storage import FileSystemStorage
from services import private_redis

from tests.drills.composition import ROOT, Composition
from tests.drills.smtp import MailServer


@pytest.fixture(scope="session")
def static_files(tmp_path_factory, worker_id):
    """The static files under their hashed names, gathered once for all the processes that run the tests."""
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    folder, gathered = shared / "static", shared / "static-gathered"
    command = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    environment = {"STATIC_ROOT": str(folder), "DATA_DIR": str(shared), "PATH": "", "SECRET_KEY": "gathering"}
    with (shared / "static-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not gathered.exists():
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            gathered.touch()
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


@pytest.fixture
def media(settings, tmp_path):
    """The folder of files, for this test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def unwritable(media):
    """A plain file stands in the folder's place: nobody can write below it, not even root. Called, it goes away."""
    media.write_text("not a folder")
    return media.unlink


@pytest.fixture
def full(media, monkeypatch):
    """The kernel gives each file room for ten thousand bytes, a tenth of an agreement. Called, it gives more."""
    save = FileSystemStorage._save
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = [10_000]

    def save_in_little_room(storage, name, content):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room[0], limits[1]))
        try:
            return save(storage, name, content)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    monkeypatch.setattr(FileSystemStorage, "_save", save_in_little_room)
    return lambda: room.__setitem__(0, limits[0])


@pytest.fixture(params=["unwritable", "full"])
def no_room(request):
    """Each of the two; called, it is over."""
    return request.getfixturevalue(request.param)
