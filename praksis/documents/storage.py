"""Where files lie: on the disk of this machine."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from django.core.files.storage import FileSystemStorage


class Stored(Protocol):
    """A file with what it is called: a document, or a paper of no case."""

    pk: Any
    file: Any
    content_type: Any

    @property
    def filename(self) -> Any: ...


class DocumentStorage(FileSystemStorage):
    """A file that was saved stands whole after a power cut, and one that could not be saved leaves nothing behind."""

    def _save(self, name, content):
        try:
            name = super()._save(name, content)  # type: ignore[misc]  # unknown to the stubs
            for path in (self.path(name), Path(self.path(name)).parent):
                _write_through(path)
        except OSError:
            with suppress(OSError):
                self.delete(name)
            raise
        return name


def _write_through(path) -> None:
    """Have the kernel write the file, or the folder that names it, to the disk itself."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
