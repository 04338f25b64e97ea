import os
import resource
from contextlib import contextmanager

import pytest
from django.core.files.base import ContentFile

from praksis.documents.storage import DocumentStorage


@pytest.fixture
def storage(tmp_path):
    return DocumentStorage(location=tmp_path / "media")


@contextmanager
def room_for(size):
    """Let no file of this process become bigger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_file_is_saved_whole(storage):
    name = storage.save("documents/2018/a", ContentFile(b"12345"))

    with storage.open(name) as file:
        assert file.read() == b"12345"


def test_file_and_folder_are_written_through_to_the_disk(storage, monkeypatch):
    written = []
    monkeypatch.setattr(os, "fsync", lambda descriptor: written.append(os.readlink(f"/proc/self/fd/{descriptor}")))

    storage.save("documents/2018/a", ContentFile(b"12345"))

    assert written == [storage.path("documents/2018/a"), storage.path("documents/2018")]


def test_a_file_there_is_no_room_for_leaves_no_half(storage):
    with room_for(1000), pytest.raises(OSError, match="File too large"):
        storage.save("documents/2018/a", ContentFile(b"x" * 5000))

    assert storage.listdir("documents/2018") == ([], [])


def test_a_folder_that_is_a_file_is_an_error_and_nothing_else(tmp_path):
    (tmp_path / "media").write_text("not a folder")

    with pytest.raises(OSError, match="media"):
        DocumentStorage(location=tmp_path / "media" / "below").save("a", ContentFile(b"12345"))

    assert (tmp_path / "media").read_text() == "not a folder"
