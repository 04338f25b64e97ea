"""A second, empty place beside the tests' own: a new database and a new folder, as a restore wants them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from django.test import override_settings

from praksis import dumps


@contextmanager
def new_database(folder: Path) -> Iterator[str]:
    """Yield the name of a database that nothing is in: a file that is not there yet, or one made in our own cluster."""
    if connection.vendor == "sqlite":
        yield str(folder / "praksis.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield name
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@dataclass(frozen=True)
class Place:
    """Where Praksis is while one is elsewhere."""

    data: Path

    @property
    def media(self) -> Path:
        """The folder of files."""
        return self.data / "media"

    def left(self) -> list[str]:
        """Everything that is there: what stands in the database's place, and the names of the files."""
        found = dumps.here().in_the_way()
        return [found] * bool(found) + sorted(path.name for path in self.data.rglob("*"))


@contextmanager
def elsewhere(folder: Path) -> Iterator[Place]:
    """Let DATABASE_URL, DATA_DIR and MEDIA_ROOT name a new, empty place meanwhile."""
    folder.mkdir()
    with new_database(folder) as name:
        before = connection.settings_dict["NAME"]
        connection.close()
        connection.settings_dict["NAME"] = name
        try:
            with override_settings(DATA_DIR=folder, MEDIA_ROOT=folder / "media"):
                yield Place(folder)
        finally:
            connection.close()
            connection.settings_dict["NAME"] = before
