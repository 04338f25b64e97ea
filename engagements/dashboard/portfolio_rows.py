"""The rows of the portfolio, each with the words that stand in it; in three queries, however many they are."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, FilteredRelation, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from applications.rounds.models import ProgrammeKind
from engagements.agreements.models import Agreement
from engagements.courses.models import (
    ConditionKind,
    CourseStep,
    Engagement,
    Pause,
    Status,
    StepKind,
    StepStatus,
)
from engagements.courses.models.conditions import CONDITION_KINDS
from engagements.courses.models.engagements import badge_of
from engagements.dashboard import portfolio, warnings
from engagements.meetings.hours import MINI_MINUTES
from engagements.meetings.models import Meeting, MeetingStatus
from praksis.danish import short_date
from praksis.prepared import Prepared
from praksis.staffing.hours import in_words
from praksis.themes import Theme

SIGNED, MADE, NOT_MADE = "Underskrevet", "Ikke underskrevet", "Ikke lavet"
THEMES = {key: str(label) for key, label in Theme.choices}


@dataclass(frozen=True)
class Row:
    """One course, as the portfolio shows and exports it."""

    pk: UUID
    url: str
    party: str
    reference: str
    programme: str
    is_mini: bool
    starts_on: date
    ends_on: date
    status: str
    ended_early: bool
    is_paused: bool
    themes: tuple[str, ...]
    condition: str | None
    agreement: str
    team: tuple[str, ...]
    phase: str
    warnings: tuple[str, ...]
    held: int
    planned: int
    next_at: datetime | None

    @property
    def status_word(self) -> str:
        return "Stoppet før tid" if self.ended_early else badge_of(self.status, is_paused=self.is_paused)[0]

    @property
    def status_kind(self) -> str:
        return badge_of(self.status, is_paused=self.is_paused)[1]

    @property
    def is_running(self) -> bool:
        return self.status == Status.RUNNING

    @property
    def condition_word(self) -> str:
        """What was last said of it; empty where nobody has said anything."""
        return str(ConditionKind(self.condition).label) if self.condition else ""

    @property
    def condition_kind(self) -> str:
        return CONDITION_KINDS[ConditionKind(self.condition)] if self.condition else "neutral"

    @property
    def period(self) -> str:
        return f"{short_date(self.starts_on)} – {short_date(self.ends_on)}"

    @property
    def hours(self) -> str:
        """What is held and agreed, and of a mini's ten hours."""
        held, planned = (in_words(Decimal(minutes) / 60) for minutes in (self.held, self.planned))
        if self.is_mini:
            return f"{held} + {planned} af {MINI_MINUTES // 60}"
        return f"{held} + {planned}"


_SIGNED = CourseStep.objects.filter(
    engagement=OuterRef("pk"), kind=StepKind.MILESTONE, is_anchor=False, status=StepStatus.DONE
)
_PAUSES = Pause.objects.filter(engagement=OuterRef("pk"))
_FACTS = (
    Engagement.objects.annotate(
        on_team=FilteredRelation("assignments", condition=Q(assignments__until=None)),
        said=portfolio.newest_condition(),
        has_agreement=Exists(Agreement.objects.filter(engagement=OuterRef("pk"))),
        is_signed=Exists(_SIGNED),
        rests=Exists(_PAUSES.filter(until=None)),
        resumed_on=Subquery(_PAUSES.order_by("-until").values("until")[:1]),
    )
    .order_by("on_team__since", "on_team__consultant__name")
    .values_list(
        *(
            "pk",
            "on_team__consultant__name",
            "case__reference",
            "party__name",
            "programme__name",
            "programme__kind",
            "starts_on",
        ),
        *("ends_on", "status", "ended_early", "started_at", "themes", "said", "has_agreement", "is_signed"),
        *("rests", "resumed_on"),
    )
)
_OF_A_STEP = ("kind", "is_anchor", "text", "due_to", "status")
_OPEN_STEPS = (
    CourseStep.objects.filter(status__in=portfolio.OPEN, due_to__isnull=False)
    .exclude(kind=StepKind.TRACK)
    .order_by("due_to", "order")
    .values_list("engagement", "column", *_OF_A_STEP)
)
_HELD, _PLANNED = Q(status=MeetingStatus.HELD), Q(status=MeetingStatus.PLANNED)


def _met(keys: list[UUID], now: datetime) -> QuerySet:
    return (
        Meeting.objects.counting()
        .filter(engagement__among=keys)
        .order_by()
        .values_list("engagement")
        .annotate(
            held=Sum("duration_minutes", filter=_HELD, default=0),
            planned=Sum("duration_minutes", filter=_PLANNED, default=0),
            last_at=Max("starts_at", filter=_HELD),
            next_at=Min("starts_at", filter=_PLANNED & Q(starts_at__gt=now)),
        )
    )


_COURSES = Prepared(lambda keys: _FACTS.filter(pk__among=keys))
_STEPS = Prepared(lambda keys: _OPEN_STEPS.filter(engagement__among=keys))
_MEETINGS = Prepared(_met)


def rows_of(keys: list[UUID], today: date) -> list[Row]:
    """The rows of these courses in the same order."""
    if not keys:
        return []
    courses: dict[UUID, Any] = {}
    teams: dict[UUID, list[str]] = {}
    # A course comes once for everybody on its team: one query tells of both.
    for pk, name, *facts in _COURSES.all(keys=keys):
        courses[pk] = facts
        if name:
            teams.setdefault(pk, []).append(name)
    phases, late = _steps(keys, today)
    met = _meetings(keys)
    # A course stands below the list; asking for the address of each would take longer than its row.
    base = reverse("engagements:course_list")
    return [
        _row(key, courses[key], teams.get(key, []), phases.get(key, ""), late.get(key, []), met.get(key), base, today)
        for key in keys
    ]


def _steps(keys: list[UUID], today: date) -> tuple[dict[UUID, str], dict[UUID, list[CourseStep]]]:
    """The column of each course's first step still to be done, and its steps that are late."""
    phases: dict[UUID, str] = {}
    late: dict[UUID, list[CourseStep]] = {}
    for key, column, kind, is_anchor, text, due_to, status in _STEPS.all(keys=keys):
        phases.setdefault(key, column)
        # Most are only counted; those that are told of become models, that know their words.
        if due_to < today:
            step = CourseStep(kind=kind, is_anchor=is_anchor, text=text, due_to=due_to, status=status)
            late.setdefault(key, []).append(step)
    return phases, late


def _meetings(keys: list[UUID]) -> dict[UUID, Any]:
    """Minutes held and agreed, the next meeting, and the last one that was held, by course."""
    return {pk: facts for pk, *facts in _MEETINGS.all(keys=keys, now=timezone.now())}


def _row(key, facts, team, phase, late, met, base, today) -> Row:
    (reference, party, programme, kind, starts_on, ends_on, status, ended_early, started_at) = facts[:9]
    themes, said, has_agreement, is_signed, is_paused, resumed_on = facts[9:]
    held, planned, last_at, next_at = met or (0, 0, None, None)
    is_closed = status == Status.CLOSED
    found = [] if is_closed else warnings.of_team(len(team))
    if status == Status.RUNNING and not is_paused:
        started_on, last_on = (at and timezone.localdate(at) for at in (started_at, last_at))
        found += warnings.found(late, started_on=started_on, last_met_on=last_on, resumed_on=resumed_on, today=today)
    return Row(
        pk=key,
        url=f"{base}{reference}/",
        party=party,
        reference=reference,
        programme=programme,
        is_mini=kind == ProgrammeKind.MINI,
        starts_on=starts_on,
        ends_on=ends_on,
        status=status,
        ended_early=ended_early,
        is_paused=is_paused,
        themes=tuple(THEMES.get(theme, theme) for theme in themes),
        condition=said,
        agreement=(SIGNED if is_signed else MADE) if has_agreement else NOT_MADE,
        team=tuple(team),
        phase="" if is_closed else phase,
        warnings=tuple(found),
        held=held,
        planned=planned,
        next_at=next_at,
    )
