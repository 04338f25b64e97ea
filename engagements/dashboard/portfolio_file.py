"""The portfolio as a file: its columns, and its rows read in chunks, however long it is."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase

from engagements.courses.models import Engagement
from engagements.dashboard.portfolio_rows import Row, rows_of
from praksis import tables
from praksis.tables import Column

CHUNK = 500


def _hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def regions(keys: list[UUID]) -> dict[UUID, str]:
    """The regions of the courses' parties. The page has no use for them, and it takes as long to find as the rest."""
    where = Coalesce("party__as_municipality__region", "party__as_institution__municipality__region")
    return dict(Engagement.objects.filter(pk__among=keys).order_by().values_list("pk", where))


COLUMNS: list[Column[Row]] = [
    Column("Sagsnummer", lambda row: row.reference, 12),
    Column("Part", lambda row: row.party, 32),
    Column("Tilbud", lambda row: row.programme),
    Column("Begynder", lambda row: row.starts_on, 12),
    Column("Slutter", lambda row: row.ends_on, 12),
    Column("Status", lambda row: row.status_word),
    Column("Fase", lambda row: row.phase, 32),
    Column("Hvordan går det", lambda row: row.condition_word, 22),
    Column("Advarsler", lambda row: " ".join(row.warnings), 60),
    Column("Timer holdt", lambda row: _hours(row.held), 12),
    Column("Timer aftalt", lambda row: _hours(row.planned), 12),
    Column("Timer i alt højst", lambda row: 10 if row.is_mini else None, 16),
    Column("Næste møde", lambda row: row.next_at),
    Column("Konsulenter", lambda row: ", ".join(row.team), 40),
    Column("Samarbejdsaftale", lambda row: row.agreement, 20),
    Column("Temaer", lambda row: ", ".join(row.themes), 40),
]


def columns(keys: list[UUID]) -> list[Column[Row]]:
    """The columns of a file about these courses."""
    of_party = regions(keys)
    return [*COLUMNS[:2], Column("Region", lambda row: of_party[row.pk]), *COLUMNS[2:]]


def rows(keys: list[UUID], today: date) -> Iterator[Row]:
    """The rows of these courses in their order, read so many at a time."""
    for begin in range(0, len(keys), CHUNK):
        yield from rows_of(keys[begin : begin + CHUNK], today)


def response(kind: str, keys: list[UUID], today: date) -> HttpResponseBase:
    """The list as the file that is saved."""
    return tables.response(kind, name="forloeb", title="Forløb", columns=columns(keys), rows=rows(keys, today))
