"""The database as one file and back: with SQLite's own backup interface, with PostgreSQL's pg_dump and pg_restore."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from praksis.documents.models import Document

# Libpq's names for how a connection is encrypted; as variables they are called PGSSLMODE and so on.
ENCRYPTION = ("sslmode", "sslrootcert", "sslcert", "sslkey")


class DumpError(Exception):
    """Why a database could not be saved or loaded, as a sentence for the operator."""


@dataclass(frozen=True)
class Contents:
    """What a database holds at one moment: rows by table, migrations, and the file and SHA-256 of each document."""

    rows: dict[str, int]
    migrations: list[str]
    documents: list[tuple[str, str]]


def _contents(cursor, tables: str) -> Contents:
    """Read through a cursor that sees one moment. `tables` is the query for their names."""

    def ask(query: str) -> list[tuple]:
        cursor.execute(query)
        return cursor.fetchall()

    names = sorted(name for (name,) in ask(tables))
    if Document._meta.db_table not in names or "django_migrations" not in names:
        raise DumpError("The database holds no Praksis: manage.py prepare makes it ready.")
    # Both names come from the database itself or from the code, never from a visitor.
    rows = {name: ask(f'SELECT count(*) FROM "{name}"')[0][0] for name in names}  # nosec B608
    migrations = [f"{app}.{name}" for app, name in ask("SELECT app, name FROM django_migrations ORDER BY id")]
    documents = ask(f'SELECT file, sha256 FROM "{Document._meta.db_table}" ORDER BY file')  # nosec B608
    return Contents(rows, migrations, [(file, sha256) for file, sha256 in documents])


class Sqlite:
    """A database that is a file, with its log beside it while somebody has it open."""

    vendor = "sqlite"
    dump = "praksis.sqlite3"
    TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"

    @property
    def path(self) -> Path:
        """The database's file."""
        return Path(connection.settings_dict["NAME"]).absolute()

    @property
    def folder(self) -> Path:
        """Where a dump can lie that is to be moved into place in one step."""
        return self.path.parent

    def save(self, copy: Path) -> Contents:
        """Copy the database as it is at one moment; who writes meanwhile is not hindered."""
        if not self.path.exists():
            raise DumpError(f"There is no database {self.path}.")
        with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(copy)) as to:
            source.backup(to)
            return _contents(to.cursor(), self.TABLES)

    def in_the_way(self) -> str:
        """What stands where a database would be restored, empty where nothing does. A stale log would be applied."""
        beside = [self.path, *(self.path.with_name(f"{self.path.name}-{end}") for end in ("wal", "shm", "journal"))]
        return next((f"The file {path}" for path in beside if path.exists()), "")

    def load(self, dump: Path) -> None:
        """Check the file and move it into place."""
        try:
            with closing(sqlite3.connect(dump)) as database:
                found = database.execute("PRAGMA integrity_check").fetchone()[0]
        except sqlite3.DatabaseError as error:
            found = str(error)
        if found != "ok":
            raise DumpError(f"The database in the archive is damaged: {found}. Take another one.")
        dump.chmod(0o600)
        dump.rename(self.path)

    def contents(self) -> Contents:
        """What the database holds now."""
        with closing(sqlite3.connect(self.path)) as database:
            return _contents(database.cursor(), self.TABLES)

    def remove(self) -> None:
        """Leave the place as empty as it was."""
        self.path.unlink(missing_ok=True)


class Postgresql:
    """A database on a server, reached with PostgreSQL's client programs."""

    vendor = "postgresql"
    dump = "praksis.dump"
    TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    # What belongs to an extension is the server's, not ours.
    RELATIONS = """
        SELECT ours.oid::regclass::text, ours.relkind IN ('r', 'p') FROM pg_class AS ours
        JOIN pg_namespace AS space ON space.oid = ours.relnamespace
        WHERE ours.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
          AND space.nspname NOT LIKE 'pg\\_%' AND space.nspname <> 'information_schema'
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = ours.oid AND deptype = 'e')
        ORDER BY 1
    """
    FUNCTIONS = """
        SELECT ours.oid::regprocedure::text FROM pg_proc AS ours
        WHERE ours.pronamespace = 'public'::regnamespace
          AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = ours.oid AND deptype = 'e')
    """

    @property
    def folder(self) -> Path:
        """Where a dump can lie until it is loaded."""
        return Path(settings.DATA_DIR)

    def save(self, copy: Path) -> Contents:
        """Dump the database as it is at one moment, the same at which its rows are counted."""
        with self._one_moment() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            self._run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={copy}")
            return _contents(cursor, self.TABLES)

    def in_the_way(self) -> str:
        """What stands where a database would be restored, empty where nothing does."""
        found = self._ask(self.RELATIONS)
        return f"The database {connection.settings_dict['NAME']}, which holds {found[0][0]}," if found else ""

    def load(self, dump: Path) -> None:
        """Load the dump in one transaction: all of it or nothing. Owner and grants are those of the new place.

        So are comments: the one on an extension that is there already may only its owner set, who need not be us.
        """
        new_place = ("--no-owner", "--no-privileges", "--no-comments")
        self._run("pg_restore", "--exit-on-error", *new_place, "--single-transaction", str(dump))

    def contents(self) -> Contents:
        """What the database holds now."""
        with self._one_moment() as cursor:
            return _contents(cursor, self.TABLES)

    def remove(self) -> None:
        """Leave the place as empty as it was."""
        drops = [f"DROP TABLE IF EXISTS {name} CASCADE" for name, is_table in self._ask(self.RELATIONS) if is_table]
        drops += [f"DROP FUNCTION IF EXISTS {name} CASCADE" for (name,) in self._ask(self.FUNCTIONS)]
        with connection.cursor() as cursor:
            for drop in drops:
                cursor.execute(drop)

    def _ask(self, query: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    @contextmanager
    def _one_moment(self) -> Iterator[Any]:
        """A cursor that sees one moment, for as long as a backup takes."""
        with connection.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                for limit in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
                    cursor.execute(f"SET LOCAL {limit} = 0")
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    def _run(self, program: str, *arguments: str) -> None:
        """Run a client program on our database. Raises DumpError where it is missing or fails."""
        params = connection.get_connection_params()
        where = {"--host": params.get("host"), "--port": params.get("port"), "--username": params.get("user")}
        command = [
            program,
            f"--dbname={params['dbname']}",
            *(f"{name}={value}" for name, value in where.items() if value),
        ]
        environment = {"PGPASSWORD": params.get("password", ""), "PATH": os.environ["PATH"]}
        environment |= {f"PG{name.upper()}": params[name] for name in ENCRYPTION if name in params}
        try:
            subprocess.run([*command, *arguments], env=environment, check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise DumpError(f"{program} is missing: install PostgreSQL's client programs.") from error
        except subprocess.CalledProcessError as error:
            raise DumpError(f"{program} failed: {error.stderr.strip()}") from error


def here() -> Sqlite | Postgresql:
    """The database that DATABASE_URL names."""
    return Sqlite() if connection.vendor == "sqlite" else Postgresql()
