"""The input sheet (opsamling) for the second steering-group meeting: it gathers itself from the interventions."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement, StepKind
from engagements.meetings.kinds import MeetingKind
from engagements.meetings.models import Meeting, MeetingStatus
from engagements.plans.models import InputSheet, Intervention, Plan, PlanKind, PlanRow, Trial
from praksis.themes import CENTRE, Theme

WITHOUT_THEME = "Uden tema"
THEMES = [*Theme.choices, ("centre", CENTRE), ("", WITHOUT_THEME)]


@dataclass(frozen=True)
class Gathered:
    """An intervention with those of its rounds that were written in since the first meeting."""

    intervention: Intervention
    rounds: list[Trial]
    stands_still: bool


@dataclass(frozen=True)
class Sheet:
    """What the second meeting gets: when it is, since when it is gathered, and it all by institution and theme."""

    second: CourseStep | None
    meeting_at: date | None
    since: date | None
    # [(part, [(theme, [Gathered, …]), …]), …]
    parts: list[tuple[str, list[tuple[str, list[Gathered]]]]]

    @property
    def found(self) -> list[Gathered]:
        """All of it, in the order in which it is read."""
        return [each for _, themes in self.parts for _, group in themes for each in group]

    @property
    def tried(self) -> int:
        """How many interventions have got as far as to be tried, in these rounds."""
        return sum(any(trial.tried for trial in each.rounds) for each in self.found)

    @property
    def still(self) -> int:
        return sum(each.stands_still for each in self.found)

    @property
    def rows(self) -> list[PlanRow]:
        """What a version of the sheet keeps."""
        return [row for each in self.found for row in (each.intervention, *each.rounds)]


def interventions(engagement: Engagement) -> list[Intervention]:
    """The course's interventions with their rounds: the municipality's first, then each institution's. Two queries."""
    found = Intervention.objects.filter(plan__engagement=engagement, plan__kind=PlanKind.INTERVENTIONS)
    related = found.select_related("institution", "group", "chain").prefetch_related("rounds")
    return sorted(related, key=lambda each: (each.institution.order if each.institution else -1, each.order))


def of(engagement: Engagement) -> Sheet:
    """The sheet as it is now: what was written since the first meeting was held, or all while it is not."""
    second, meeting_at, since = _meetings(engagement)
    today = timezone.localdate()
    found = [gathered for each in interventions(engagement) if (gathered := _gather(each, since, today))]
    names = list(dict.fromkeys(each.intervention.part for each in found))
    parts = [(name, _by_theme([each for each in found if each.intervention.part == name])) for name in names]
    return Sheet(second, meeting_at, since, parts)


def rows(plan: Plan) -> list[PlanRow]:
    """What a version of the sheet keeps: what is to be discussed, then what was gathered."""
    return [*InputSheet.objects.filter(plan=plan), *of(plan.engagement).rows]


def _gather(intervention: Intervention, since: date | None, today: date) -> Gathered | None:
    """What is told of an intervention; None where there is nothing new and it does not stand still either."""
    rounds = [each for each in intervention.rounds.all() if _is_new(each, since)]
    still = intervention.stands_still(today)
    if not rounds and not still and not _is_new(intervention, since):
        return None
    return Gathered(intervention, rounds, still)


def _is_new(row: PlanRow, since: date | None) -> bool:
    return since is None or timezone.localdate(row.changed_at) >= since


def _by_theme(found: list[Gathered]) -> list[tuple[str, list[Gathered]]]:
    themes = [(label, [each for each in found if each.intervention.theme == key]) for key, label in THEMES]
    return [(label, group) for label, group in themes if group]


def _meetings(engagement: Engagement) -> tuple[CourseStep | None, date | None, date | None]:
    """The step of the second meeting, its day where one is planned or held, and the day on which the first was held."""
    steps = engagement.steps.filter(is_anchor=True, kind=StepKind.MEETING, lane="Styregruppe").order_by("order")[:2]
    first, second = [*steps, None, None][:2]
    kept = Meeting.objects.filter(engagement=engagement, kind=MeetingKind.STEERING_GROUP).order_by("starts_at")
    days: dict = {}
    for meeting in kept.exclude(status=MeetingStatus.CANCELLED):
        days.setdefault(meeting.step_id, []).append((meeting.is_held, timezone.localdate(meeting.starts_at)))
    planned = [day for _, day in days.get(second and second.pk, [])]
    held = [day for is_held, day in days.get(first and first.pk, []) if is_held]
    if not held and first and first.done_at:
        held = [timezone.localdate(first.done_at)]
    return second, planned[-1] if planned else None, held[-1] if held else None
