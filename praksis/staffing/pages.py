"""What the pages of the room show, each cell with the words and addresses that stand in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from praksis.accounts.models import User
from praksis.danish import short_date
from praksis.staffing import board, months, sources
from praksis.staffing.hours import in_words
from praksis.staffing.models import Capacity, Reason

# A year at a time, leafed through by the half
MONTHS, STEP = 12, 6
# Nobody plans or looks back further.
FURTHEST = 60


@dataclass(frozen=True)
class Engaged:
    """Something that a consultant is firmly on."""

    what: str
    url: str
    period: str
    hours: str


@dataclass(frozen=True)
class Different:
    """A month that is not as usual."""

    month: date
    name: str
    hours: str
    reason: str


def first_month(asked: str, today: date) -> date:
    """The month that an address asks for as "2026-11", or this one."""
    this = months.month_of(today)
    try:
        wanted = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return this
    return wanted if months.after(this, -FURTHEST) <= wanted <= months.after(this, FURTHEST) else this


def leafing(first: date) -> dict[str, str]:
    """The months at which the pages before and after begin, as addresses have them."""
    return {name: f"{months.after(first, by):%Y-%m}" for name, by in (("earlier", -STEP), ("later", STEP))}


def engaged(consultant: User, today: date) -> list[Engaged]:
    """What the consultant is on today or will be, those that end first in front."""
    found = sources.firm(today, today + timedelta(days=31 * FURTHEST), [consultant.pk])
    return [
        Engaged(one.what, one.url, f"{short_date(one.first)} – {short_date(one.last)}", in_words(one.hours_per_month))
        for one in sorted(found, key=lambda one: (one.last, one.what))
    ]


def different(capacities: list[Capacity], today: date, *, with_reasons: bool) -> list[Different]:
    """The months from this one on that are not as usual; why, only to whom it is told."""
    this = months.month_of(today)
    return [
        Different(
            one.month,
            months.in_words(one.month).capitalize(),
            in_words(one.hours),
            str(Reason(one.reason).label) if with_reasons else "",
        )
        for one in capacities
        if one.month and one.month >= this
    ]


def usual(capacities: list[Capacity]) -> Decimal | None:
    """The hours of a usual month, None where nobody has said."""
    return next((one.hours for one in capacities if one.month is None), None)


def sentence(line: board.Line) -> str:
    """How full the year of a consultant is, in one sentence."""
    over = [months.in_words(cell.month) for cell in line.cells if cell.status_word == "Over"]
    if over:
        return f"Der er lovet mere, end der er tid til, i {_listed(over)}."
    if all(cell.capacity is None for cell in line.cells):
        return "Ingen har sat, hvor mange timer der er om måneden."
    free = [cell for cell in line.cells if cell.status_word == "Ledig"]
    if not free:
        return "Der er ikke meget tid tilbage i de viste måneder."
    return f"Der er god tid i {len(free)} af {len(line.cells)} måneder."


def _listed(words: list[str]) -> str:
    if len(words) > 3:
        return f"{', '.join(words[:3])} og {len(words) - 3} måneder til"
    return " og ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
