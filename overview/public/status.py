"""Who takes part, as the public may know it: accepted places of announced rounds, and nothing of anybody else.

Of minis only the municipality and their number are told: whether an institution tells of its course is its own matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from applications.allocation import memory
from applications.allocation.memory import Memory, Part, RoundFigures, Tally
from applications.rounds.models import ProgrammeKind

COLUMNS = ["Forløb", "Plads til", "Er med", "Små kommuner", "Større kommuner", "Høj andel dagpleje", "Regioner"]


@dataclass(frozen=True)
class Running:
    """The one-year courses of a round that have not ended: its name, and who takes part, by name."""

    round: str
    names: list[str]


@dataclass(frozen=True)
class Participation:
    """What the page shows."""

    memory: Memory
    running: list[Running]
    minis_running: int

    @property
    def municipalities(self) -> int:
        """How many have had a course of either kind."""
        return len({part.code for part in self.memory.parts})

    @property
    def one_year(self) -> int:
        """How many one-year courses there have been."""
        return _number(part for part in self.memory.parts if not part.is_mini)

    @property
    def minis(self) -> int:
        """How many minis there have been."""
        return _number(part for part in self.memory.parts if part.is_mini)

    @property
    def rows(self) -> list[list[str]]:
        """The table's rows, in the order of COLUMNS: the rounds, then the minis by year."""
        return [_row(figures) for figures in [*self.memory.rounds, *self.memory.minis]]


def participation(today: date) -> Participation:
    """Read it, in at most eight queries however much there is."""
    current = memory.taken().filter(round__period_to__gte=today).order_by()
    named = current.filter(round__programme__kind=ProgrammeKind.ONE_YEAR).order_by(
        "-round__period_from", "round__name", "applicant__name"
    )
    running = [
        Running(name, [applicant for _, applicant in places])
        for name, places in groupby(named.values_list("round__name", "applicant__name"), key=lambda place: place[0])
    ]
    minis = current.filter(round__programme__kind=ProgrammeKind.MINI).count()
    return Participation(memory.of_all(), running, minis)


def _number(parts: Iterable[Part]) -> int:
    return sum(part.number for part in parts)


def _row(figures: RoundFigures) -> list[str]:
    counted = figures.tally
    numbers = [_or_dash(counted.small), _or_dash(counted.larger), _high_share(counted)]
    places = _or_dash(figures.places)
    return [figures.name, places, str(counted.number), *numbers, counted.regions_in_words or "–"]


def _or_dash(number: int | None) -> str:
    return "–" if number is None else str(number)


def _high_share(counted: Tally) -> str:
    """How many have a high share; of how many nobody knows it is told, too: that is not the same as a low one."""
    if counted.daycare_high is None or not counted.daycare_unknown:
        return _or_dash(counted.daycare_high)
    return f"{counted.daycare_high} ({counted.daycare_unknown} ukendt)"
