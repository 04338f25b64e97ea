"""A list of applications as a file: CSV as it is read by a Danish Excel, or a workbook.

Rows come in chunks, so that the memory a list takes does not grow with it. What applicants wrote is text, never a
formula that somebody's spreadsheet would carry out.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

import xlsxwriter
from django.utils import timezone

from applications.casework.listing import Row, rows_of
from applications.rounds.models import RoundStatus

CHUNK = 500
Value = str | int | datetime | None
# What a spreadsheet takes for the beginning of a formula or a command, also behind what is not seen
FORMULA = re.compile(r"[\s\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@|%＝＋－＠]|[\t\r\n]")
CSV_MOMENT, XLSX_MOMENT = "%d-%m-%Y %H:%M", "dd-mm-yyyy hh:mm"


@dataclass(frozen=True)
class Column:
    """A column: its heading, what stands in it, and how wide it is in a workbook."""

    title: str
    value: Callable[[Row], Value]
    width: int = 16


COLUMNS = [
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


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might carry it out."""
    return FORMULA.match(text) is not None


def rows(keys: Sequence[UUID]) -> Iterator[Row]:
    """The rows of these applications in their order, read so many at a time."""
    for begin in range(0, len(keys), CHUNK):
        yield from rows_of(keys[begin : begin + CHUNK], whole=True)


class _Echo:
    """What csv writes to: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(keys: Sequence[UUID]) -> Iterator[bytes]:
    """The list as CSV, a piece at a time: UTF-8 with the mark by which Excel knows it, semicolons, cells quoted."""
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield "\ufeff".encode() + writer.writerow(column.title for column in COLUMNS).encode()
    for row in rows(keys):
        yield writer.writerow(_as_text(column.value(row)) for column in COLUMNS).encode()


def _as_text(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):{CSV_MOMENT}}"
    text = "" if value is None else str(value)
    # The apostrophe is Excel's own sign for "this is text"; CSV has no other.
    return f"'{text}" if is_like_a_formula(text) else text


def write_workbook(keys: Sequence[UUID], file: BinaryIO) -> None:
    """The list as a workbook in the file: each row is written out before the next is read."""
    workbook = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = workbook.add_worksheet("Ansøgninger")
    heading, moment = workbook.add_format({"bold": True}), workbook.add_format({"num_format": XLSX_MOMENT})
    # Stays text also when somebody opens the cell and leaves it again
    text_only = workbook.add_format({"quote_prefix": True})
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.title, heading)
    sheet.freeze_panes(1, 1)
    for line, row in enumerate(rows(keys), start=1):
        for number, column in enumerate(COLUMNS):
            value = column.value(row)
            if isinstance(value, datetime):
                sheet.write_datetime(line, number, timezone.localtime(value).replace(tzinfo=None), moment)
            elif isinstance(value, int):
                sheet.write_number(line, number, value)
            elif value:
                sheet.write_string(line, number, value, text_only if is_like_a_formula(value) else None)
    sheet.autofilter(0, 0, len(keys), len(COLUMNS) - 1)
    workbook.close()
