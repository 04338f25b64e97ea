"""The capacity calendar as a file: one row for each consultant and month."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from praksis.staffing import months
from praksis.staffing.board import Cell, Line
from praksis.tables import Column

Row = tuple[Line, Cell]


def _hours(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(Decimal("0.01"))


COLUMNS: list[Column[Row]] = [
    Column("Konsulent", lambda row: row[0].name, 30),
    Column("Måned", lambda row: row[1].month, 12),
    Column("Måned i ord", lambda row: months.in_words(row[1].month)),
    Column("Kapacitet, timer", lambda row: _hours(row[1].capacity)),
    Column("Faste løfter, timer", lambda row: _hours(row[1].firm)),
    Column("Bløde løfter, timer", lambda row: _hours(row[1].soft)),
    Column("Ledige timer", lambda row: _hours(row[1].free)),
    Column("Hvor fuld", lambda row: row[1].status_word),
    Column("Møder holdt og aftalt, timer", lambda row: _hours(row[1].spent), 24),
    Column("Kompetencer", lambda row: ", ".join(row[0].competences), 60),
]


def rows(lines: Sequence[Line]) -> Iterator[Row]:
    """Each consultant's months in their order."""
    return ((line, cell) for line in lines for cell in line.cells)
