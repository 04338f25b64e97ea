"""A world takes a thousand queries to make. It is made once, kept as its rows and files, and put back for each test."""

import pickle
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from applications.rounds import editions
from tests.access.world import World

# A kept world that is older, in seconds, is made anew: its events are of just now.
MAX_AGE = 300

# By table: the columns' names, and the rows as the database gives them
Tables = dict[str, tuple[list[str], list[Sequence]]]


@dataclass
class Kept:
    """A world, and what the database held before it and because of it."""

    made_at: float
    world: bytes
    before: Tables
    rows: Tables  # as they are written
    files: dict[Path, bytes]

    def is_for(self, before: Tables) -> bool:
        """Whether it can be put into a database that holds this."""
        return time.monotonic() - self.made_at < MAX_AGE and self.before == before

    def put_back(self) -> World:
        """Write its rows and files, and return it as it was when it was made."""
        with connection.cursor() as cursor:
            for table, (columns, rows) in self.rows.items():
                names = ", ".join(map(connection.ops.quote_name, columns))
                values = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({values})", rows)
        # What an earlier test did to an edition of this key was taken back, but may have been read.
        editions._published.cache_clear()
        for path, content in self.files.items():
            (settings.MEDIA_ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (settings.MEDIA_ROOT / path).write_bytes(content)
        return pickle.loads(self.world)  # our own, of this process


_kept: dict[str, Kept] = {}


def world(*, mark: str = "") -> World:
    """A world as `World(mark=mark)` makes it. The test has a MEDIA_ROOT of its own, in which nothing stands yet."""
    before, kept = everything(), _kept.get(mark)
    if kept and kept.is_for(before):
        return kept.put_back()
    made = World(mark=mark)
    _kept[mark] = _keep(made, before)
    return made


def _keep(made: World, before: Tables) -> Kept:
    rows = {}
    for table, (columns, after) in everything().items():
        known = before[table][1]
        if new := [row for row in after if row not in known]:
            # Were a row changed that stood there before, it could not be put back.
            assert len(after) == len(known) + len(new), table
            rows[table] = (columns, [[connection.ops.adapt_unknown_value(value) for value in row] for row in new])
    stored = [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    files = {path.relative_to(settings.MEDIA_ROOT): path.read_bytes() for path in stored}
    return Kept(time.monotonic(), pickle.dumps(made), before, rows, files)


def everything() -> Tables:
    """What the database holds."""
    tables = {}
    with connection.cursor() as cursor:
        for table in _names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = ([column[0] for column in cursor.description], cursor.fetchall())
    return tables


@cache
def _names() -> list[str]:
    return connection.introspection.table_names()
