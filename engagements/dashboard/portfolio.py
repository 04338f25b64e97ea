"""The portfolio: which courses are in it, how it is narrowed and sorted, and how those in it are doing.

A page and an export are made alike: first the keys of what is asked for, in order, then the rows of some of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils import timezone

from applications.rounds.models import ProgrammeKind
from engagements.courses.models import (
    Condition,
    ConditionKind,
    ConsultantAssignment,
    CourseStep,
    Engagement,
    Pause,
    Status,
    StepKind,
    StepStatus,
)
from engagements.courses.quiet import is_quiet
from engagements.dashboard import warnings
from engagements.meetings.models import Meeting, MeetingStatus
from engagements.reference import DATA
from praksis.accounts.models import User
from praksis.cases.models import Case
from praksis.organisations.models import Institution, Municipality, Organisation, Region
from praksis.paging import keys_as_texts
from praksis.prepared import Prepared
from praksis.reference import read
from praksis.themes import Theme

MOST_LETTERS = 100
# What a case's reference, as 2026-0042, is written with
OF_A_REFERENCE = set("0123456789-")
# The first courses on record
FIRST_YEAR = 2017
MINE, NOBODY, UNSET = "mig", "ingen", "ingen"
RESTING = "pause"
OPEN = (StepStatus.WAITING, StepStatus.IN_PROGRESS)
NOT_CLOSED = (Status.PLANNED, Status.RUNNING)

NEWEST_FIRST = ("-starts_on", "-opened_at", "pk")
ORDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "slutter": ("Slutter først", ("ends_on", "pk")),
    "part": ("Part", ("party__name", "pk")),
    "sag": ("Sagsnummer", ("case__reference", "pk")),
    "tilbud": ("Tilbud", ("programme__name", *NEWEST_FIRST)),
}
# The controls of the form, by their names in the address
LABELS = {
    "q": "Navn eller sagsnummer",
    "status": "Status",
    "tilstand": "Hvordan går det",
    "konsulent": "Konsulent",
    "tilbud": "Tilbud",
    "fase": "Fase",
    "region": "Region",
    "aar": "Begynder i",
    "tema": "Tema",
    "advarsel": "Advarsler",
    "orden": "Rækkefølge",
}
FIRST = {"orden": "Nyeste først", "advarsel": "Alle, også dem uden"}


@dataclass(frozen=True)
class Control:
    """One control of the form above the list; a text has no options."""

    name: str
    label: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    error: str = ""


@cache
def phases() -> tuple[str, ...]:
    """The columns of the frameworks in their order. Editions move steps between them and make no others."""
    rows = [row for kind in ("one_year", "mini") for row in read(DATA / f"framework_{kind}.csv")]
    return tuple(dict.fromkeys(row["column"] for row in rows if row["kind"] != StepKind.TRACK))


_NEWEST = Prepared(lambda: keys_as_texts(Engagement.objects.order_by(*NEWEST_FIRST)))


class Portfolio:
    """How the list is narrowed and sorted, by the names in the address. What is not understood is left out of account.

    `consultants` are those to choose among, by key and name.
    """

    def __init__(self, data: QueryDict, user: User, consultants: Iterable[tuple[UUID, str]], today: date):
        self.data = data
        self.user = user
        self.today = today
        years = range(today.year + 1, FIRST_YEAR - 1, -1)
        self.options: dict[str, tuple[tuple[str, str], ...]] = {
            "status": (*Status.choices, (RESTING, "På pause")),
            "tilstand": (*ConditionKind.choices, (UNSET, "Ingen har sagt det")),
            "konsulent": (
                (MINE, "Kun mine forløb"),
                (NOBODY, "Ingen endnu"),
                *((str(pk), name) for pk, name in consultants),
            ),
            "orden": tuple((key, label) for key, (label, _) in ORDERS.items()),
            "tilbud": tuple(ProgrammeKind.choices),
            "fase": tuple((name, name) for name in phases()),
            "region": tuple(Region.choices),
            "aar": tuple((str(year), str(year)) for year in years),
            "tema": tuple(Theme.choices),
            "advarsel": (("ja", "Kun dem med advarsler"),),
        }

    @cached_property
    def asked(self) -> dict[str, str]:
        """What is asked for and understood, by the names in the address."""
        said = {name: self.data.get(name, "") for name in LABELS}
        said["q"] = "" if self.error else said["q"].strip()
        # The way it was asked for before there was a list of consultants
        said["konsulent"] = said["konsulent"] or (MINE if self.data.get("mine") else "")
        return {name: value for name, value in said.items() if value and (name == "q" or self._can_be(name, value))}

    def _can_be(self, name: str, value: str) -> bool:
        return any(value == key for key, _ in self.options[name])

    @property
    def error(self) -> str:
        """Why the words cannot be searched for, or nothing."""
        words = self.data.get("q", "").strip()
        return f"Søg efter højst {MOST_LETTERS} tegn." if len(words) > MOST_LETTERS or "\0" in words else ""

    @cached_property
    def narrowed(self) -> QuerySet[Engagement]:
        """What is asked for, in no order."""
        found = Engagement.objects.visible_to(self.user).order_by()
        for name, value in self.asked.items():
            if name == "konsulent" and value == MINE:
                found = found.filter(pk__in=_on_team(self.user.pk))
            elif name == "advarsel":
                found = found.filter(pk__among=with_warnings(self.today))
            elif name != "orden":
                found = NARROWED[name](found, value)
        return found

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out: we see all courses."""
        return not self.asked.keys() <= {"orden"}

    @property
    def ordered(self) -> QuerySet[Engagement]:
        """What is asked for, in the order that is asked for."""
        order = self.asked.get("orden")
        return self.narrowed.order_by(*(ORDERS[order][1] if order else NEWEST_FIRST))

    @property
    def key_texts(self) -> Iterable[str]:
        """The keys of what is asked for in its order, no more than can be leafed through."""
        return keys_as_texts(self.ordered) if self.asked else _NEWEST.all()

    @property
    def address(self) -> str:
        """The part of the address behind "?" that asks for just this."""
        return urlencode(self.asked)

    @property
    def words(self) -> str:
        """What is asked for, as a person reads it in the audit."""
        said = [
            f"{LABELS[name]}: {dict(self.options.get(name, ())).get(value, value)}"
            for name, value in self.asked.items()
        ]
        return "; ".join(said) or "alle"

    @property
    def controls(self) -> list[Control]:
        """The controls of the form, a text first and choices after it."""
        # What is wrong stays to be corrected.
        words = self.data.get("q", "") if self.error else self.asked.get("q", "")
        choices = [
            Control(name, LABELS[name], self.asked.get(name, ""), (("", FIRST.get(name, "Alle")), *self.options[name]))
            for name in LABELS
            if name != "q"
        ]
        return [Control("q", LABELS["q"], words, error=self.error), *choices]


# --- What each control finds --------------------------------------------------------------------------------------


def _matching(found: QuerySet, words: str) -> QuerySet:
    """Those of parties with the words in their names; and of cases in whose references they stand, if they can."""
    parties = Q(party__in=Organisation.objects.filter(name__icontains=words))
    if set(words) <= OF_A_REFERENCE:
        parties |= Q(case__in=Case.objects.filter(reference__contains=words))
    return found.filter(parties)


def newest_condition() -> Subquery:
    """What was last said of a course, as a part of a greater query."""
    said = Condition.objects.filter(engagement=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(said.values("kind")[:1])


def _doing(found: QuerySet, kind: str) -> QuerySet:
    """Those of which this was said last; or running ones of which nobody has said anything."""
    if kind == UNSET:
        return found.filter(~Exists(Condition.objects.filter(engagement=OuterRef("pk"))), status=Status.RUNNING)
    newer = Condition.objects.filter(engagement=OuterRef("engagement"), at__gt=OuterRef("at"))
    return found.filter(pk__in=Condition.objects.filter(~Exists(newer), kind=kind).order_by().values("engagement"))


def _on_team(consultant: Any) -> QuerySet:
    return ConsultantAssignment.objects.running().filter(consultant=consultant).order_by().values("engagement")


def _of_consultant(found: QuerySet, wanted: str) -> QuerySet:
    if wanted != NOBODY:
        return found.filter(pk__in=_on_team(wanted))
    on_it = ConsultantAssignment.objects.running().filter(engagement=OuterRef("pk"))
    return found.filter(~Exists(on_it), status__in=NOT_CLOSED)


def _resting(found: QuerySet) -> QuerySet:
    return found.filter(Exists(Pause.objects.filter(engagement=OuterRef("pk"), until=None)))


def _in_phase(found: QuerySet, phase: str) -> QuerySet:
    """Those whose first step still to be done is in this column."""
    return found.filter(status__in=NOT_CLOSED).annotate(phase=_phase()).filter(phase=phase)


def _phase() -> Subquery:
    steps = CourseStep.objects.filter(engagement=OuterRef("pk"), status__in=OPEN, due_to__isnull=False)
    return Subquery(steps.exclude(kind=StepKind.TRACK).order_by("due_to", "order").values("column")[:1])


def _from(found: QuerySet, region: str) -> QuerySet:
    """Those whose party is a municipality of the region, or lies in one."""
    places = Municipality.objects.filter(region=region).order_by().values("pk")
    inside = Institution.objects.filter(municipality__in=places).order_by().values("pk")
    return found.filter(party__in=places.union(inside))


NARROWED: dict[str, Callable[[QuerySet, str], QuerySet]] = {
    "q": _matching,
    "status": lambda found, status: _resting(found) if status == RESTING else found.filter(status=status),
    "tilstand": _doing,
    "konsulent": _of_consultant,
    "tilbud": lambda found, kind: found.filter(programme__kind=kind),
    "fase": _in_phase,
    "region": _from,
    "aar": lambda found, year: found.filter(starts_on__year=int(year)),
    "tema": lambda found, theme: found.filter(themes__icontains=f'"{theme}"'),
}


def with_warnings(today: date) -> list[UUID]:
    """The courses that have something that their dates tell (warnings.found), or too few on their teams.

    As keys: those not closed are few, and the many are not looked at one by one.
    """
    if is_quiet(today):
        return _ALONE.all()
    since = timezone.make_aware(datetime.combine(warnings.silent_since(today) + timedelta(days=1), time.min))
    waits = today - warnings.AGREEMENT_WAITS
    return _WARNED.all(today=today, waits=waits, since=since, since_day=since.date())


def _alone() -> QuerySet:
    courses = Engagement.objects.order_by().values_list("pk", flat=True)
    team = ConsultantAssignment.objects.running().filter(engagement=OuterRef("pk")).order_by().values("engagement")
    enough = team.annotate(on_it=Count("pk")).filter(on_it__gt=1)
    return courses.filter(~Exists(enough), status__in=NOT_CLOSED)


def _warned(today: date, waits: date, since: datetime, since_day: date) -> QuerySet:
    steps = CourseStep.objects.filter(engagement=OuterRef("pk"), status__in=OPEN, due_to__lt=today)
    meeting = Q(kind=StepKind.MEETING)
    milestone = Q(kind=StepKind.MILESTONE, is_anchor=False, due_to__lt=waits)
    late = steps.exclude(kind=StepKind.TRACK).filter(meeting | milestone)
    held = Meeting.objects.filter(engagement=OuterRef("pk"), status=MeetingStatus.HELD)
    pauses = Pause.objects.filter(engagement=OuterRef("pk"))
    met_or_rested = Exists(held.filter(starts_at__gte=since)) | Exists(pauses.filter(until__gte=since_day))
    silent = ~met_or_rested & (Q(started_at__lt=since) | Exists(held))
    courses = Engagement.objects.order_by().values_list("pk", flat=True)
    running = courses.filter(Exists(late) | silent, ~Exists(pauses.filter(until=None)), status=Status.RUNNING)
    return _alone().union(running)


_ALONE, _WARNED = Prepared(_alone), Prepared(_warned)


# --- How those in it are doing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Figure:
    """One figure above the list, and the address that shows what is counted."""

    number: int
    label: str
    kind: str
    query: str


FIGURES = {
    ConditionKind.ON_TRACK.value: "success",
    ConditionKind.ATTENTION.value: "warning",
    ConditionKind.STUCK.value: "error",
    None: "neutral",
}


def _said_of(courses: QuerySet[Engagement]) -> QuerySet:
    running = courses.filter(status=Status.RUNNING).annotate(said=newest_condition())
    return running.values_list("said").annotate(number=Count("pk")).order_by()


_SAID_OF_ALL = Prepared(lambda: _said_of(Engagement.objects.all()))


def summary(asked: Portfolio) -> list[Figure]:
    """How many of the courses in the list that run are doing how, in one query."""
    counted: dict[str | None, int] = dict(_said_of(asked.narrowed) if asked.is_narrowed else _SAID_OF_ALL.all())
    return [
        Figure(
            counted.get(kind, 0),
            str(ConditionKind(kind).label) if kind else "Ingen har sagt det",
            badge,
            urlencode({**asked.asked, "status": Status.RUNNING.value, "tilstand": kind or UNSET}),
        )
        for kind, badge in FIGURES.items()
    ]
