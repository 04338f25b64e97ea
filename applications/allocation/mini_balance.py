"""The minis of the last twelve months, beside those that are to be decided: what is missing in the whole, in words.

It says what is, and picks nobody: minis are decided one by one each month (docs/domain.md). A month's round has no
thresholds of its own unless somebody sets them; then those of the newest one-year round that has some are used.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.template.defaultfilters import floatformat
from django.utils.formats import localize

from applications.allocation import capacity, memory
from applications.allocation.memory import Counted, Tally, Thresholds
from applications.allocation.readiness import listed
from applications.drafting.models import ApplicantKind
from applications.rounds.models import ProgrammeKind, Round

A_YEAR = timedelta(days=365)
INDEPENDENT = {ApplicantKind.SELF_GOVERNING, ApplicantKind.PRIVATE}
THRESHOLDS = ("small_below", "larger_from", "regions_at_least", "family_daycare_from")


class Given(NamedTuple):
    """One mini that was given: by whom, and the register's facts of the municipality."""

    kind: str
    region: str
    population: int
    share: Decimal | None


@dataclass(frozen=True)
class Balance:
    """The minis of twelve months. `thresholds_from` names the round whose thresholds are used, where it is another."""

    tally: Tally
    independent: int
    thresholds: Thresholds
    thresholds_from: str

    @property
    def missing(self) -> list[str]:
        """What nobody among them brings, as sentences; empty where nothing is missing, or nothing is given yet."""
        return missing(self.tally, self.thresholds)

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The figures as (what, how many); what no threshold says anything of is left out."""
        found, limits = [("Miniforløb", str(self.tally.number))], self.thresholds
        if self.tally.small is not None:
            found.append((f"Små kommuner (under {localize(limits.small_below)} indbyggere)", str(self.tally.small)))
        if self.tally.larger is not None:
            found.append((f"Større kommuner (fra {localize(limits.larger_from)} indbyggere)", str(self.tally.larger)))
        if self.tally.daycare_high is not None:
            unknown = f", {self.tally.daycare_unknown} ukendt" if self.tally.daycare_unknown else ""
            found.append((f"Høj andel dagpleje (fra {_percent(limits)})", f"{self.tally.daycare_high}{unknown}"))
        return [*found, ("Regioner", self.tally.regions_in_words or "–")]


@dataclass(frozen=True)
class Hours:
    """The hours of the running minis, as the page draws them; `new_hours` is what each new one may take."""

    courses: int
    used: str
    planned: str
    left: str
    most: str
    new_hours: str
    held: float
    at_most: float


def missing(tally: Tally, thresholds: Thresholds) -> list[str]:
    """What nobody among the minis brings, as Danish sentences. Pure."""
    if not tally.number:
        return []
    sentences = []
    if tally.small == 0:
        sentences.append(
            f"Ingen ligger i en lille kommune, det vil sige under {localize(thresholds.small_below)} indbyggere."
        )
    if tally.larger == 0:
        sentences.append(
            f"Ingen ligger i en større kommune, det vil sige fra {localize(thresholds.larger_from)} indbyggere."
        )
    if tally.regions_without:
        few = thresholds.regions_at_least is not None and len(tally.regions) < thresholds.regions_at_least
        wish = f" Det er ønsket, at mindst {thresholds.regions_at_least} regioner er med." if few else ""
        sentences.append(f"Ingen ligger i {listed(tally.regions_without)}.{wish}")
    if tally.daycare_high == 0:
        known = " af dem, hvor andelen er kendt," if tally.daycare_unknown else ""
        sentences.append(
            f"Ingen{known} ligger i en kommune med høj andel dagpleje, det vil sige fra {_percent(thresholds)}."
        )
    return sentences


def balance(given: Iterable[Given], thresholds: Thresholds, thresholds_from: str = "") -> Balance:
    """What the given minis amount to under these thresholds. Pure."""
    given = list(given)
    counted = memory.tally((_count(each, thresholds) for each in given), thresholds)
    return Balance(counted, sum(each.kind in INDEPENDENT for each in given), thresholds, thresholds_from)


def of_round(round_: Round, now: datetime) -> Balance:
    """The minis that were accepted in the twelve months up to `now`, by the round's thresholds; in two queries."""
    thresholds, thresholds_from = _thresholds(round_)
    recent = memory.taken().filter(
        round__programme__kind=ProgrammeKind.MINI, accepted_at__gt=now - A_YEAR, accepted_at__lte=now
    )
    columns = [memory.of_municipality(name) for name in ("region", "population", "family_daycare_share")]
    found = recent.order_by().values_list("applicant_kind", *columns)
    return balance((Given(*row) for row in found), thresholds, thresholds_from)


def hours() -> Hours | None:
    """What is promised to the running minis, in one query; None where nobody knows of courses."""
    running = capacity.running_minis()
    if running is None:
        return None
    return Hours(
        running.courses,
        _hours(running.held),
        _hours(running.planned),
        _hours(running.left),
        _hours(running.most),
        _hours(running.most_each),
        held=_number(running.held),
        at_most=_number(running.most),
    )


def _thresholds(round_: Round) -> tuple[Thresholds, str]:
    own = [getattr(round_, name) for name in THRESHOLDS]
    if any(value is not None for value in own):
        return Thresholds(*own), ""
    said = Round.objects.published().filter(programme__kind=ProgrammeKind.ONE_YEAR, small_below__isnull=False)
    newest = said.order_by("-period_from").values_list("name", *THRESHOLDS).first()
    return (Thresholds(*newest[1:]), newest[0]) if newest else (Thresholds(), "")


def _count(given: Given, limits: Thresholds) -> Counted:
    return Counted(
        given.region,
        number=1,
        small=int(limits.small_below is not None and given.population < limits.small_below),
        larger=int(limits.larger_from is not None and given.population >= limits.larger_from),
        daycare_high=int(
            limits.daycare_from is not None and given.share is not None and given.share >= limits.daycare_from
        ),
        daycare_unknown=int(given.share is None),
    )


def _percent(thresholds: Thresholds) -> str:
    assert thresholds.daycare_from is not None
    return f"{floatformat(thresholds.daycare_from * 100)} %"


def _hours(minutes: int) -> str:
    return f"{localize(_number(minutes))} {'time' if minutes == 60 else 'timer'}"


def _number(minutes: int) -> int | float:
    """Hours, whole where they are: 80 rather than 80,0."""
    return minutes / 60 if minutes % 60 else minutes // 60
