import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from praksis import tables
from praksis.tables import Column

COLUMNS = [
    Column("Navn", lambda row: row[0]),
    Column("Antal", lambda row: row[1]),
    Column("Timer", lambda row: row[2]),
    Column("Dag", lambda row: row[3]),
    Column("Tid", lambda row: row[4]),
]
ROWS = [("Skive", 3, Decimal("37.50"), date(2018, 7, 1), datetime(2018, 7, 1, 10, tzinfo=UTC)), ("=1+1", *[None] * 4)]


def test_a_csv_as_a_danish_excel_reads_it():
    text = b"".join(tables.csv_lines(COLUMNS, ROWS)).decode("utf-8-sig")

    assert text.splitlines() == [
        '"Navn";"Antal";"Timer";"Dag";"Tid"',
        '"Skive";"3";"37,50";"01-07-2018";"01-07-2018 12:00"',
        '"\'=1+1";"";"";"";""',
    ]


def test_a_workbook_has_numbers_and_dates_as_what_they_are():
    file = io.BytesIO()

    tables.write_workbook("Liste", COLUMNS, ROWS, file)

    sheet = openpyxl.load_workbook(file)["Liste"]
    assert [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)] == [
        ["Skive", 3, 37.5, datetime(2018, 7, 1), datetime(2018, 7, 1, 12)],
        ["=1+1", None, None, None, None],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", tables.FORMATS)
def test_the_answer_is_a_file_with_the_day_in_its_name(kind, time_machine):
    time_machine.move_to("2018-07-01 12:00Z")

    answer = tables.response(kind, name="liste", title="Liste", columns=COLUMNS, rows=ROWS)

    assert answer["Content-Disposition"] == f'attachment; filename="liste-2018-07-01.{kind}"'
    assert len(b"".join(answer)) > 50
    answer.close()
