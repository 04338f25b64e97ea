"""A list as a file that somebody takes out: CSV as it is read by a Danish Excel, or a workbook.

Rows come one after the other, so that the memory a list takes does not grow with it. What people wrote is text, never a
formula that somebody's spreadsheet would carry out.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from typing import BinaryIO, Generic, TypeVar

import xlsxwriter
from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

Value = str | int | Decimal | date | datetime | None
Row = TypeVar("Row")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What one chooses between, and what each is called
FORMATS = {"csv": "CSV", "xlsx": "Excel"}
# What a spreadsheet takes for the beginning of a formula or a command, also behind what is not seen
FORMULA = re.compile(r"[\s\x00-\x1f\x7f\u00ad\u180e\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@|%＝＋－＠]|[\t\r\n]")
CSV_MOMENT, XLSX_MOMENT = "%d-%m-%Y %H:%M", "dd-mm-yyyy hh:mm"
CSV_DAY, XLSX_DAY = "%d-%m-%Y", "dd-mm-yyyy"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its heading, what stands in it, and how wide it is in a workbook."""

    title: str
    value: Callable[[Row], Value]
    width: int = 16


def is_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might carry it out."""
    return FORMULA.match(text) is not None


class _Echo:
    """What csv writes to: gives each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[bytes]:
    """The list as CSV, a piece at a time: UTF-8 with the mark by which Excel knows it, semicolons, cells quoted."""
    writer = csv.writer(_Echo(), delimiter=";", quoting=csv.QUOTE_ALL)
    yield "\ufeff".encode() + writer.writerow(column.title for column in columns).encode()
    for row in rows:
        yield writer.writerow(_as_text(column.value(row)) for column in columns).encode()


def _as_text(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):{CSV_MOMENT}}"
    if isinstance(value, date):
        return f"{value:{CSV_DAY}}"
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    text = "" if value is None else str(value)
    # The apostrophe is Excel's own sign for "this is text"; CSV has no other.
    return f"'{text}" if is_like_a_formula(text) else text


def write_workbook(title: str, columns: Sequence[Column[Row]], rows: Iterable[Row], file: BinaryIO) -> None:
    """The list as a workbook in the file, on a sheet of this title: each row is written out before the next is read."""
    workbook = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = workbook.add_worksheet(title)
    heading, moment = workbook.add_format({"bold": True}), workbook.add_format({"num_format": XLSX_MOMENT})
    day = workbook.add_format({"num_format": XLSX_DAY})
    # Stays text also when somebody opens the cell and leaves it again
    text_only = workbook.add_format({"quote_prefix": True})
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.title, heading)
    sheet.freeze_panes(1, 1)
    last = 0
    for last, row in enumerate(rows, start=1):
        for number, column in enumerate(columns):
            value = column.value(row)
            if isinstance(value, datetime):
                sheet.write_datetime(last, number, timezone.localtime(value).replace(tzinfo=None), moment)
            elif isinstance(value, date):
                sheet.write_datetime(last, number, value, day)
            elif isinstance(value, int | Decimal):
                sheet.write_number(last, number, value)
            elif value:
                sheet.write_string(last, number, value, text_only if is_like_a_formula(value) else None)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    workbook.close()


def asked_for(request: HttpRequest) -> str:
    """The one of FORMATS that was posted; another is not found (404)."""
    kind = request.POST.get("format", "")
    if kind not in FORMATS:
        raise Http404
    return kind


def response(
    kind: str, *, name: str, title: str, columns: Sequence[Column[Row]], rows: Iterable[Row]
) -> HttpResponseBase:
    """The list as the answer that a browser saves, as `name` with the day; `kind` is one of FORMATS."""
    filename = f"{name}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "csv":
        lines = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
        lines["Content-Disposition"] = f'attachment; filename="{filename}"'
        return lines
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    write_workbook(title, columns, rows, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=WORKBOOK)
