"""The rows of the portfolio, each with the words that stand in it; in five queries, however many they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from applications.rounds.models import ProgrammeKind
from engagements.agreements.models import Agreement
from engagements.courses.models import (
    ConditionKind,
    ConsultantAssignment,
    CourseStep,
    Engagement,
    Status,
    StepKind,
    StepStatus,
)
from engagements.courses.models.conditions import CONDITION_KINDS
from engagements.courses.models.engagements import STATUS_KINDS
from engagements.dashboard import portfolio, warnings
from engagements.meetings.hours import MINI_MINUTES
from engagements.meetings.models import Meeting, MeetingStatus
from praksis.danish import short_date
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
    region: str
    starts_on: date
    ends_on: date
    status: str
    ended_early: bool
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
        return "Stoppet før tid" if self.ended_early else str(Status(self.status).label)

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS[Status(self.status)]

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


# Laid out once, since that takes longer than to read a page
_SIGNED = CourseStep.objects.filter(
    engagement=OuterRef("pk"), kind=StepKind.MILESTONE, is_anchor=False, status=StepStatus.DONE
)
_COURSES = (
    Engagement.objects.annotate(
        said=portfolio.newest_condition(),
        has_agreement=Exists(Agreement.objects.filter(engagement=OuterRef("pk"))),
        is_signed=Exists(_SIGNED),
        region=Coalesce("party__as_municipality__region", "party__as_institution__municipality__region"),
    )
    .order_by()
    .values_list(
        *("pk", "case__reference", "party__name", "programme__name", "programme__kind", "region", "starts_on"),
        *("ends_on", "status", "ended_early", "started_at", "themes", "said", "has_agreement", "is_signed"),
    )
)
_TEAMS = ConsultantAssignment.objects.running().order_by("since", "consultant__name")
_STEPS = CourseStep.objects.filter(status__in=portfolio.OPEN, due_to__isnull=False).exclude(kind=StepKind.TRACK)


def rows_of(keys: Sequence[UUID], today: date) -> list[Row]:
    """The rows of these courses in the same order."""
    if not keys:
        return []
    courses: dict[UUID, Any] = {pk: facts for pk, *facts in _COURSES.filter(pk__among=keys)}
    teams: dict[UUID, list[str]] = {}
    for pk, name in _TEAMS.filter(engagement__among=keys).values_list("engagement", "consultant__name"):
        teams.setdefault(pk, []).append(name)
    steps: dict[UUID, list[CourseStep]] = {}
    for step in _STEPS.filter(engagement__among=keys).order_by("due_to", "order").only(*_OF_A_STEP):
        steps.setdefault(step.engagement_id, []).append(step)
    met = _meetings(keys)
    # A course stands below the list; asking for the address of each would take longer than its row.
    base = reverse("engagements:course_list")
    return [_row(key, courses[key], teams.get(key, []), steps.get(key, []), met.get(key), base, today) for key in keys]


_OF_A_STEP = ("engagement", "order", "column", "kind", "is_anchor", "text", "due_to", "status")


def _meetings(keys: Sequence[UUID]) -> dict[UUID, Any]:
    """Minutes held and agreed, the next meeting, and the last one that was held, by course."""
    held, planned = Q(status=MeetingStatus.HELD), Q(status=MeetingStatus.PLANNED)
    rows = Meeting.objects.counting().filter(engagement__among=keys).order_by().values_list("engagement")
    found = rows.annotate(
        held=Sum("duration_minutes", filter=held, default=0),
        planned=Sum("duration_minutes", filter=planned, default=0),
        next_at=Min("starts_at", filter=planned & Q(starts_at__gt=timezone.now())),
        last_at=Max("starts_at", filter=held),
    )
    return {pk: facts for pk, *facts in found}


def _row(key, facts, team, steps, met, base, today) -> Row:
    (reference, party, programme, kind, region, starts_on, ends_on, status, ended_early, started_at) = facts[:10]
    themes, said, has_agreement, is_signed = facts[10:]
    held, planned, next_at, last_at = met or (0, 0, None, None)
    is_closed = status == Status.CLOSED
    found = [] if is_closed else warnings.of_team(len(team))
    if status == Status.RUNNING:
        started_on, last_on = (at and timezone.localdate(at) for at in (started_at, last_at))
        found += warnings.found(steps, started_on=started_on, last_met_on=last_on, today=today)
    return Row(
        pk=key,
        url=f"{base}{reference}/",
        party=party,
        reference=reference,
        programme=programme,
        is_mini=kind == ProgrammeKind.MINI,
        region=region,
        starts_on=starts_on,
        ends_on=ends_on,
        status=status,
        ended_early=ended_early,
        themes=tuple(THEMES.get(theme, theme) for theme in themes),
        condition=said,
        agreement=(SIGNED if is_signed else MADE) if has_agreement else NOT_MADE,
        team=tuple(team),
        phase=steps[0].column if steps and not is_closed else "",
        warnings=tuple(found),
        held=held,
        planned=planned,
        next_at=next_at,
    )
