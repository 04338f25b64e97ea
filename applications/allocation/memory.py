"""Who has taken part, over all announced rounds and minis: size, region and share of family day care.

Counted by the database from the accepted places, those of rounds from before the system too; a place that was given
back does not count, and nothing does before its round is announced. Size and share are the register's of today, seen by
each round's own thresholds: a round that has none says nothing of them. The words and sums are pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, FloatField, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from applications.allocation.models import Place
from applications.allocation.tile_map import State
from applications.rounds.models import ProgrammeKind, Round, RoundStatus
from praksis.organisations.models import Municipality, Region


@dataclass(frozen=True)
class Thresholds:
    """What a round counts as small, larger and a high share; None where it says nothing."""

    small_below: int | None = None
    larger_from: int | None = None
    regions_at_least: int | None = None
    daycare_from: Decimal | None = None


class Counted(NamedTuple):
    """The places of one round in one region."""

    region: str
    number: int
    small: int
    larger: int
    daycare_high: int
    daycare_unknown: int


@dataclass(frozen=True)
class Tally:
    """What a selection of places amounts to. What its thresholds say nothing of is None."""

    number: int = 0
    small: int | None = None
    larger: int | None = None
    daycare_high: int | None = None
    daycare_unknown: int = 0
    regions: dict[str, int] = field(default_factory=dict)

    @property
    def regions_in_words(self) -> str:
        """The regions with how many lie in each: "Sjælland 1, Nordjylland 2"."""
        return ", ".join(f"{name} {number}" for name, number in self.regions.items())

    @property
    def regions_without(self) -> list[str]:
        """The regions of which nobody has taken part."""
        return [region for region in Region.values if region not in self.regions]


@dataclass(frozen=True)
class RoundFigures:
    """One round of one-year courses, or one year's minis, as a row of the table. `places` is None for minis."""

    name: str
    thresholds: Thresholds
    tally: Tally
    places: int | None = None


@dataclass(frozen=True)
class Part:
    """How often a municipality, or the institutions in it, have had one of the programmes, and when last."""

    code: str
    is_mini: bool
    number: int
    latest: date

    @property
    def in_words(self) -> str:
        """ "2 miniforløb, senest fra 2018"."""
        what = "miniforløb" if self.is_mini else "etårigt forløb" if self.number == 1 else "etårige forløb"
        return f"{self.number} {what}, {'' if self.number == 1 else 'senest '}fra {self.latest.year}"


@dataclass(frozen=True)
class Memory:
    """Everything: figures of the one-year rounds, the newest first, of the minis by year, and what each place had."""

    rounds: list[RoundFigures]
    minis: list[RoundFigures]
    parts: list[Part]

    @property
    def states(self) -> dict[str, set[State]]:
        """What the tile map tells of each municipality: its code → "earlier", "mini" or both."""
        found: dict[str, set[State]] = {}
        for part in self.parts:
            found.setdefault(part.code, set()).add(State.MINI if part.is_mini else State.EARLIER)
        return found

    def states_with(self, *, applied: Iterable[str] = (), chosen: Iterable[str] = ()) -> dict[str, set[State]]:
        """The same with a round's: the codes of the municipalities that apply now, and of those that are chosen."""
        found = self.states
        for state, codes in ((State.APPLIED, applied), (State.CHOSEN, chosen)):
            for code in codes:
                found.setdefault(code, set()).add(state)
        return found

    @property
    def notes(self) -> dict[str, str]:
        """The same in words, for the map's table: a code → "1 etårigt forløb, fra 2018; 1 miniforløb, fra 2019"."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            found.setdefault(part.code, []).append(part.in_words)
        return {code: "; ".join(words) for code, words in found.items()}


# --- Sums ---------------------------------------------------------------------------------------------------------


def tally(counted: Iterable[Counted], thresholds: Thresholds) -> Tally:
    """The sum of what was counted by region under these thresholds; the regions in the country's order."""
    counted = list(counted)
    regions = {region: sum(one.number for one in counted if one.region == region) for region in Region.values}
    knows_share = thresholds.daycare_from is not None
    return Tally(
        number=sum(one.number for one in counted),
        small=None if thresholds.small_below is None else sum(one.small for one in counted),
        larger=None if thresholds.larger_from is None else sum(one.larger for one in counted),
        daycare_high=sum(one.daycare_high for one in counted) if knows_share else None,
        daycare_unknown=sum(one.daycare_unknown for one in counted),
        regions={region: number for region, number in regions.items() if number},
    )


def together(tallies: Iterable[Tally]) -> Tally:
    """The sum of several; what none of them says anything of stays None."""
    each = list(tallies)
    regions = {region: sum(one.regions.get(region, 0) for one in each) for region in Region.values}
    return Tally(
        number=sum(one.number for one in each),
        small=_sum(one.small for one in each),
        larger=_sum(one.larger for one in each),
        daycare_high=_sum(one.daycare_high for one in each),
        daycare_unknown=sum(one.daycare_unknown for one in each),
        regions={region: number for region, number in regions.items() if number},
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    said = [number for number in numbers if number is not None]
    return sum(said) if said else None


# --- Reads --------------------------------------------------------------------------------------------------------


def of_all() -> Memory:
    """Everything, however many places there are: in six queries, or in three where nothing has changed since."""
    return _as_of(_version())


def _version() -> tuple:
    """What differs whenever the memory does.

    A place is added or given back, a round is announced, or one of the register's facts is corrected.
    """
    places = Place.objects.order_by().aggregate(
        Count("pk"), Count("given_back_at"), Max("accepted_at"), Max("given_back_at")
    )
    rounds = Round.objects.filter(status=RoundStatus.ANNOUNCED).order_by()
    announced = rounds.aggregate(Count("pk"), Max("status_changed_at"))
    # Weighed by the inhabitants, so that two shares that change places are told, too.
    weighed = Sum(F("population") * F("family_daycare_share"), output_field=FloatField())
    facts = Municipality.objects.order_by().aggregate(Count("family_daycare_share"), Sum("population"), weighed=weighed)
    return (*places.values(), *announced.values(), *facts.values())


# The last one is kept as long as the process runs: it is asked for far more often than anything changes.
@lru_cache(maxsize=1)
def _as_of(version: tuple) -> Memory:
    by_round: dict[UUID, list[Counted]] = {}
    for pk, *counted in _counted_by_round().all():
        by_round.setdefault(pk, []).append(Counted(*counted))
    rounds: list[RoundFigures] = []
    minis: dict[int, list[Tally]] = {}
    for pk, kind, name, begins, opens_at, places, *given in _announced().all():
        thresholds = Thresholds(*given)
        found = tally(by_round.get(pk, []), thresholds)
        if kind == ProgrammeKind.ONE_YEAR and (opens_at or found.number):
            rounds.append(RoundFigures(name, thresholds, found, places))
        elif kind == ProgrammeKind.MINI and found.number:
            minis.setdefault(begins.year, []).append(found)
    years = [RoundFigures(f"Miniforløb {year}", Thresholds(), together(each)) for year, each in minis.items()]
    parts = [
        Part(code, kind == ProgrammeKind.MINI, number, latest)
        for code, kind, number, latest in _by_municipality().all()
    ]
    return Memory(rounds, years, parts)


def taken() -> QuerySet[Place]:
    """The places that count: accepted, not given back, and of an announced round."""
    return Place.objects.filter(given_back_at=None, round__status=RoundStatus.ANNOUNCED)


def of_municipality(name: str) -> Coalesce:
    """A column of the municipality that applied, or in which the institution lies."""
    return Coalesce(f"applicant__as_municipality__{name}", f"applicant__as_institution__municipality__{name}")


# Putting these together takes as long as running them.
@cache
def _counted_by_round() -> QuerySet:
    known = taken().annotate(
        region=of_municipality("region"),
        population=of_municipality("population"),
        share=of_municipality("family_daycare_share"),
    )
    counted = {
        "number": Count("pk"),
        "small": Count("pk", filter=Q(population__lt=F("round__small_below"))),
        "larger": Count("pk", filter=Q(population__gte=F("round__larger_from"))),
        "daycare_high": Count("pk", filter=Q(share__gte=F("round__family_daycare_from"))),
        "daycare_unknown": Count("pk", filter=Q(share=None)),
    }
    by_round = known.order_by().values("round", "region").annotate(**counted)
    return by_round.values_list("round", "region", *counted)


@cache
def _announced() -> QuerySet:
    columns = ["small_below", "larger_from", "regions_at_least", "family_daycare_from"]
    return (
        Round.objects.filter(status=RoundStatus.ANNOUNCED)
        .order_by("-period_from", "name")
        .values_list("pk", "programme__kind", "name", "period_from", "opens_at", "places", *columns)
    )


@cache
def _by_municipality() -> QuerySet:
    return (
        taken()
        .annotate(code=of_municipality("code"))
        .order_by("-round__programme__kind", "code")
        .values("code", "round__programme__kind")
        .annotate(number=Count("pk"), latest=Max("round__period_from"))
        .values_list("code", "round__programme__kind", "number", "latest")
    )
