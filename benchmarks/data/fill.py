"""Filling tables in bulk, without the actions: with COPY on PostgreSQL, with plain INSERTs elsewhere."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import connection, models

CHUNK = 50_000
NULL = "\\N"  # unquoted in PostgreSQL's CSV, where an empty text is an empty text


def fill(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Add rows given as dicts by column (`case_id`, not `case`). What a row leaves out has the field's default.

    A key that counts upwards is left to the database.
    """
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    defaults = [None if field.has_default() and callable(field.default) else field.get_default() for field in fields]
    whole = (
        [
            row[field.attname] if field.attname in row else default if default is not None else field.get_default()
            for field, default in zip(fields, defaults, strict=True)
        ]
        for row in rows
    )
    write = _copy if connection.vendor == "postgresql" else _insert
    while chunk := list(islice(whole, CHUNK)):
        write(model, fields, chunk)


def _copy(model, fields, rows: list[list]) -> None:
    jsons = [number for number, field in enumerate(fields) if isinstance(field, models.JSONField)]
    text = io.StringIO()
    csv.writer(text).writerows(_as_text(rows, jsons))
    text.seek(0)
    names = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY {model._meta.db_table} ({names}) FROM STDIN (FORMAT csv, NULL '{NULL}')", text)


def _as_text(rows: list[list], jsons: list[int]) -> Iterator[list]:
    for row in rows:
        for number in jsons:
            if row[number] is not None:
                row[number] = json.dumps(row[number], ensure_ascii=False)
        yield [NULL if value is None else value for value in row]


def _insert(model, fields, rows: list[list]) -> None:
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})", values)
