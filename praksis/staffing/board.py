"""The capacity calendar: how much of each consultant's time is promised, month by month; in at most six queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from praksis.prepared import Prepared
from praksis.staffing import months, sources
from praksis.staffing.models import Capacity, Competence, ConsultantCompetence, SoftPromise, consultants

ZERO = Decimal(0)
# A month is nearly full when less than this part of it is free, and full when hardly anything is.
NEARLY, FULL = Decimal("0.25"), Decimal("0.05")


@dataclass(frozen=True)
class Cell:
    """One consultant's hours in one month. The capacity is None where nobody has set it."""

    month: date
    capacity: Decimal | None = None
    firm: Decimal = ZERO
    soft: Decimal = ZERO
    # Meetings that are held or agreed, and so part of what is promised
    spent: Decimal = ZERO
    is_as_usual: bool = True

    @property
    def promised(self) -> Decimal:
        return self.firm + self.soft

    @property
    def free(self) -> Decimal | None:
        """What is left, never below none; None where the capacity is not known."""
        return None if self.capacity is None else max(self.capacity - self.promised, ZERO)

    @cached_property
    def words(self) -> tuple[str, str]:
        """How full the month is in a word, and the kind of badge that goes with it."""
        if self.capacity is None:
            return "Ikke sat", "neutral"
        if self.promised > self.capacity:
            return "Over", "error"
        if not self.capacity:
            return "Ingen tid", "neutral"
        left = (self.capacity - self.promised) / self.capacity
        if left < FULL:
            return "Fuld", "warning"
        return ("Tæt på fuld", "info") if left < NEARLY else ("Ledig", "success")

    @property
    def status_word(self) -> str:
        return self.words[0]

    @property
    def status_kind(self) -> str:
        return self.words[1]


@dataclass(frozen=True)
class Line:
    """A consultant's row of the calendar."""

    pk: UUID
    name: str
    cells: list[Cell]
    # The names of what they are good at, and which themes and settings these are
    competences: list[str] = field(default_factory=list)
    keys: frozenset[tuple[str, str]] = frozenset()

    def least_free(self, first: date, last: date) -> Decimal | None:
        """The free hours of the fullest of these months; None where the capacity of none of them is known."""
        free = [cell.free for cell in self.cells if first <= cell.month <= last and cell.free is not None]
        return min(free, default=None)


def read(
    first: date,
    number: int,
    *,
    competence: Competence | None = None,
    only: UUID | None = None,
    with_meetings: bool = True,
) -> list[Line]:
    """The rows of so many months from `first` on: of the consultants with this competence, or of one alone."""
    wanted = [months.after(months.month_of(first), n) for n in range(number)]
    found = consultants()
    if competence:
        found = found.filter(competences__competence=competence)
    if only:
        found = found.filter(pk=only)
    people = list(found.values_list("pk", "name"))
    ids = [pk for pk, _ in people]
    end = months.after(wanted[-1]) - timedelta(days=1)

    usual, special = _capacities(ids, wanted)
    firm = _firm(wanted, end, ids)
    soft = _soft(wanted, end, ids)
    spent = sources.spent(wanted[0], end, ids) if with_meetings else {}
    names, keys = _competences(ids)
    return [
        Line(
            pk,
            name,
            [
                Cell(
                    month,
                    special.get((pk, month), usual.get(pk)),
                    firm.get((pk, month), ZERO),
                    soft.get((pk, month), ZERO),
                    Decimal(spent.get((pk, month), 0)) / 60,
                    is_as_usual=(pk, month) not in special,
                )
                for month in wanted
            ],
            names.get(pk, []),
            frozenset(keys.get(pk, ())),
        )
        for pk, name in people
    ]


def totals(lines: Sequence[Line]) -> list[Cell]:
    """Each month of all consultants together: those whose capacity is known."""
    columns = zip(*(line.cells for line in lines), strict=True)
    return [_total(column) for column in columns]


def _total(cells: Sequence[Cell]) -> Cell:
    known = [cell for cell in cells if cell.capacity is not None]
    return Cell(
        cells[0].month,
        sum((cell.capacity or ZERO for cell in known), ZERO) if known else None,
        sum((cell.firm for cell in cells), ZERO),
        sum((cell.soft for cell in cells), ZERO),
        sum((cell.spent for cell in cells), ZERO),
    )


Hours = dict[tuple[UUID, date], Decimal]


def _counting(consultants: list[UUID], first: date, last: date, today: date) -> QuerySet:
    counting = SoftPromise.objects.counting(today).filter(consultant__among=consultants)
    within = counting.filter(first_month__lte=last, last_month__gte=first).order_by()
    return within.values_list("consultant", "first_month", "last_month", "hours_per_month")


def _competent(consultants: list[UUID]) -> QuerySet:
    found = ConsultantCompetence.objects.filter(consultant__among=consultants)
    return found.order_by("competence__order", "competence__name").values_list(
        "consultant", "competence__name", "competence__kind", "competence__key"
    )


_SOFT, _COMPETENCES = Prepared(_counting), Prepared(_competent)
_CAPACITIES = Prepared(
    lambda consultants: (
        Capacity.objects.filter(consultant__among=consultants).order_by().values_list("consultant", "month", "hours")
    )
)


def _capacities(ids: list[UUID], wanted: Sequence[date]) -> tuple[dict[UUID, Decimal], Hours]:
    """Usual hours by consultant, and those of months that are not as usual."""
    usual, special = {}, {}
    for consultant, month, hours in _CAPACITIES.all(consultants=ids):
        if month is None:
            usual[consultant] = hours
        elif wanted[0] <= month <= wanted[-1]:
            special[consultant, month] = hours
    return usual, special


def _firm(wanted: Sequence[date], end: date, ids: list[UUID]) -> Hours:
    spread = ((one.consultant, one.first, one.last, one.hours_per_month) for one in sources.firm(wanted[0], end, ids))
    return _by_month(spread, wanted)


def _soft(wanted: Sequence[date], end: date, ids: list[UUID]) -> Hours:
    counting = _SOFT.all(consultants=ids, first=wanted[0], last=end, today=timezone.localdate())
    return _by_month(counting, wanted)


def _by_month(promises: Iterable[tuple[UUID, date, date, Decimal]], wanted: Sequence[date]) -> Hours:
    hours: Hours = {}
    for consultant, first, last, per_month in promises:
        for month in months.span(max(first, wanted[0]), last):
            if month > wanted[-1]:
                break
            hours[consultant, month] = hours.get((consultant, month), ZERO) + per_month
    return hours


def _competences(ids: list[UUID]) -> tuple[dict[UUID, list[str]], dict[UUID, set[tuple[str, str]]]]:
    names: dict[UUID, list[str]] = {}
    keys: dict[UUID, set[tuple[str, str]]] = {}
    for pk, name, kind, key in _COMPETENCES.all(consultants=ids):
        names.setdefault(pk, []).append(name)
        keys.setdefault(pk, set()).add((kind, key))
    return names, keys
