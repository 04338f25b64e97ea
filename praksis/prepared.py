"""Queries that are written out once: putting one together takes Django longer than the database needs to answer.

For what is asked at every pause in somebody's writing and on the pages that are open all day, and measured
(docs/decisions/0011-prepared-queries.md); a query elsewhere is put together each time it is asked.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from praksis.among import as_array, as_json


class _Source(NamedTuple):
    """Where the value of a parameter comes from: the name of what is given, and what the database has it as."""

    name: str
    made: Callable[[Any], Any]


@dataclass(frozen=True)
class _Written:
    """A query's SQL, and its parameters: what stays the same, or where the value comes from."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    params: list[Any]

    def filled(self, given: dict[str, Any]) -> tuple:
        """The parameters with what is given."""
        return tuple(param.made(given[param.name]) if isinstance(param, _Source) else param for param in self.params)


class Prepared:
    """A query that `build` makes of some values, by whose names it is asked.

    A value is a UUID, a text, a day, a time, UUIDs for the lookup `among`, or None. `build` is called once for each set
    of values that are None, and the SQL that comes of it is kept. Of the values it may make conditions only: what it
    decides by them in Python is decided for everybody.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self._build = build
        self._written: dict[tuple, _Written] = {}

    def get(self, **given: Any) -> Any:
        """The one row that these values lead to, as QuerySet.get finds it.

        Raises the model's DoesNotExist and MultipleObjectsReturned as it does, and TransactionManagementError where a
        row is to be locked outside a transaction.
        """
        found = self.all(**given)
        if len(found) == 1:
            return found[0]
        model = self._of(given).queryset.model
        raise model.MultipleObjectsReturned if found else model.DoesNotExist

    def all(self, **given: Any) -> list[Any]:
        """The rows that these values lead to, as the queryset makes them: models, or plain values.

        What the queryset would fetch in queries of their own it leaves out.
        """
        return list(self._ask(given))

    def _of(self, given: dict[str, Any]) -> _Written:
        kinds = connection.vendor, *(type(value) for value in given.values())
        if kinds not in self._written:
            self._written[kinds] = _write(self._build, given)
        return self._written[kinds]

    def _ask(self, given: dict[str, Any]) -> Iterator[Any]:
        """The rows, made by Django's own code of a compiler that has its SQL already."""
        written = self._of(given)
        if written.queryset.query.select_for_update and not connection.in_atomic_block:
            raise TransactionManagementError("A row is locked inside a transaction.")
        compiler, params = copy(written.compiler), written.filled(given)
        compiler.connection, compiler.as_sql = connection, lambda *_args, **_kwargs: (written.sql, params)
        queryset = written.queryset.all()
        queryset.query.get_compiler = lambda *_args, **_kwargs: compiler
        return iter(queryset._iterable_class(queryset))


def _write(build: Callable[..., QuerySet], given: dict[str, Any]) -> _Written:
    """Put the query together of values that nothing else can be, to see where each of them ends."""
    marks = {name: _mark(value, place) for place, (name, value) in enumerate(given.items()) if value is not None}
    queryset = build(**{**given, **marks})
    compiler = queryset.query.get_compiler(queryset.db)
    sql, found = compiler.as_sql()
    sources = [(seen, _Source(name, made)) for name, mark in marks.items() for seen, made in _seen_as(mark)]
    params = [next((source for seen, source in sources if _is(param, seen)), param) for param in found]
    lost = marks.keys() - {param.name for param in params if isinstance(param, _Source)}
    if lost:
        raise ValueError(f"The query does not ask for {', '.join(sorted(lost))}.")
    return _Written(queryset, compiler, sql, params)


def _is(param: Any, seen: Any) -> bool:
    return type(param) is type(seen) and param == seen


def _mark(value: Any, place: int) -> Any:
    """Another value of the same kind, that nobody has, and no value at another place gets."""
    if isinstance(value, list):
        return [uuid4()]
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return f"mark-{uuid4()}"
    moment = datetime(7000, 1, 1, tzinfo=UTC) + timedelta(days=place, seconds=uuid4().int % 86_400)
    if isinstance(value, datetime):
        return moment
    if isinstance(value, date):
        return moment.date()
    raise TypeError(f"A prepared query takes UUIDs, texts, days and times, not {type(value).__name__}.")


def _seen_as(mark: Any) -> Iterator[tuple[Any, Callable[[Any], Any]]]:
    """How a database may have this mark, each with what makes a value into that."""
    if isinstance(mark, list):
        yield as_array(mark), as_array
        yield as_json(mark), as_json
        return
    yield mark, _as_it_is
    if isinstance(mark, UUID):
        yield mark.hex, _digits
    elif isinstance(mark, datetime):
        yield connection.ops.adapt_datetimefield_value(mark), connection.ops.adapt_datetimefield_value
    elif isinstance(mark, date):
        yield connection.ops.adapt_datefield_value(mark), connection.ops.adapt_datefield_value


def _as_it_is(value: Any) -> Any:
    return value


def _digits(key: UUID) -> str:
    """A UUID as SQLite has it."""
    return key.hex
