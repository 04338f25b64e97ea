"""The list of applications as a file: its columns, and its rows read in chunks, however long it is."""

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO
from uuid import UUID

from django.http.response import HttpResponseBase

from applications.casework.listing import Row, rows_of
from applications.rounds.models import RoundStatus
from praksis import tables
from praksis.tables import Column

CHUNK = 500

COLUMNS: list[Column[Row]] = [
    Column("Sagsnummer", lambda row: row.reference, 12),
    Column("Ansøger", lambda row: row.applicant, 32),
    Column("Ansøgers art", lambda row: row.kind_word, 22),
    Column("Kommune", lambda row: row.municipality),
    Column("Region", lambda row: row.region),
    Column("Indbyggere", lambda row: row.population, 12),
    Column("Tilbud", lambda row: row.programme),
    Column("Runde", lambda row: row.round, 32),
    Column("Status", lambda row: row.status_word),
    Column("Modtaget", lambda row: row.received_at),
    Column("Trukket tilbage", lambda row: row.withdrawn_at),
    Column("Dagtilbud", lambda row: ", ".join(name for name, _ in row.institutions), 40),
    Column("Dagtilbuddenes ejerform", lambda row: ", ".join(_each_once(owned for _, owned in row.institutions)), 24),
    Column("Temaer", lambda row: ", ".join(row.themes), 40),
    Column("Formel kontrol", lambda row: _word_of_check(row), 18),
    Column("Mangler", lambda row: ", ".join(row.lacks), 24),
]


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _word_of_check(row: Row) -> str:
    if row.checked_at:
        return "Kontrolleret"
    return "Ikke kontrolleret" if row.round_status == RoundStatus.ASSESSING and row.is_submitted else ""


def rows(keys: Sequence[UUID]) -> Iterator[Row]:
    """The rows of these applications in their order, read so many at a time."""
    for begin in range(0, len(keys), CHUNK):
        yield from rows_of(keys[begin : begin + CHUNK], whole=True)


def csv_lines(keys: Sequence[UUID]) -> Iterator[bytes]:
    """The list as CSV, a piece at a time."""
    return tables.csv_lines(COLUMNS, rows(keys))


def write_workbook(keys: Sequence[UUID], file: BinaryIO) -> None:
    """The list as a workbook in the file."""
    tables.write_workbook("Ansøgninger", COLUMNS, rows(keys), file)


def response(kind: str, keys: Sequence[UUID]) -> HttpResponseBase:
    """The list as the file that is saved."""
    return tables.response(kind, name="ansoegninger", title="Ansøgninger", columns=COLUMNS, rows=rows(keys))
