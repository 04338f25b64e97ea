"""Queries that are written out once: putting one together takes Django longer than the database needs to answer.

For what is asked at every pause in somebody's writing, and measured (docs/decisions/0011-prepared-queries.md); a query
elsewhere is put together each time it is asked.
"""

from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError


@dataclass(frozen=True)
class _Written:
    """A query's SQL, and for each of its parameters where the value comes from."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    values: list[Callable[[dict[str, Any]], Any]]


class Prepared:
    """A query that `build` makes of some values, each a UUID, a text or None: it is asked by the same names.

    `build` is called once for each set of values that are None, and the SQL that comes of it is kept. Of the values it
    may make conditions only: what it decides by them in Python is decided for everybody.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self._build = build
        self._written: dict[tuple, _Written] = {}

    def get(self, **given: UUID | str | None) -> Any:
        """The one row that these values lead to, as QuerySet.get finds it.

        Raises the model's DoesNotExist and MultipleObjectsReturned as it does, and TransactionManagementError where a
        row is to be locked outside a transaction.
        """
        found = list(self._ask(given))
        model = self._of(given).queryset.model
        if not found:
            raise model.DoesNotExist
        if len(found) > 1:
            raise model.MultipleObjectsReturned
        return found[0]

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
        compiler = copy(written.compiler)
        params = tuple(value(given) for value in written.values)
        compiler.connection, compiler.as_sql = connection, lambda *_args, **_kwargs: (written.sql, params)
        queryset = written.queryset.all()
        queryset.query.get_compiler = lambda *_args, **_kwargs: compiler
        return iter(ModelIterable(queryset))


def _write(build: Callable[..., QuerySet], given: dict[str, Any]) -> _Written:
    """Put the query together of values that nothing else can be, to see where each of them ends."""
    marks = {name: _mark(value) for name, value in given.items() if value is not None}
    queryset = build(**{**given, **marks})
    compiler = queryset.query.get_compiler(queryset.db)
    sql, params = compiler.as_sql()
    values = [_source(param, marks) for param in params]
    lost = marks.keys() - {value.name for value in values if isinstance(value, _Given)}
    if lost:
        raise ValueError(f"The query does not ask for {', '.join(sorted(lost))}.")
    return _Written(queryset, compiler, sql, values)


def _mark(value: Any) -> UUID | str:
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return f"mark-{uuid4()}"
    raise TypeError(f"A prepared query takes UUIDs and texts, not {type(value).__name__}.")


@dataclass(frozen=True)
class _Given:
    """A parameter that is given each time; SQLite has UUIDs as their 32 digits."""

    name: str
    as_digits: bool

    def __call__(self, given: dict[str, Any]) -> Any:
        return given[self.name].hex if self.as_digits else given[self.name]


def _source(param: Any, marks: dict[str, UUID | str]) -> Callable[[dict[str, Any]], Any]:
    for name, mark in marks.items():
        if param == mark:
            return _Given(name, as_digits=False)
        if isinstance(mark, UUID) and param == mark.hex:
            return _Given(name, as_digits=True)
    return lambda _given: param
