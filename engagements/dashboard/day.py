"""What stands on a consultant's first page: few queries, and no more of a row than the page shows of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Count, Min, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement, Status, StepKind, StepStatus
from engagements.courses.models.steps import SOON
from engagements.meetings.models import Meeting, MeetingStatus

# So many of each stand on the page at first; nobody has more than MOST of anything to do.
FEW, MOST = 5, 200
OPEN = (StepStatus.WAITING, StepStatus.IN_PROGRESS)
SHOWN_OF_MEETING = (
    "engagement", "kind", "starts_at", "duration_minutes", "channel", "location", "status",
    "step__text", "step__kind", "step__times",
)  # fmt: skip
Row = TypeVar("Row", CourseStep, Meeting)


class First:
    """The first of some rows, and how many there are in all."""

    def __init__(self, rows: Sequence, most: int):
        self.rows, self.total = rows[:most], len(rows)

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


@dataclass(frozen=True)
class Card:
    """One of the consultant's courses, how far it is, and what comes next in it."""

    engagement: Engagement
    done: int
    total: int
    next: CourseStep | None


@dataclass(frozen=True)
class Day:
    """What calls for a consultant's attention, and the courses."""

    cards: list[Card]
    undated: list[Engagement]
    today: list[Meeting]
    unnoted: First
    ahead: First
    overdue: First
    soon: First
    # Steps that we have no part in
    others: First


def of(user, *, most: int = FEW) -> Day:
    """Read the day of a consultant, in at most seven queries. `most`: so many of each list that can be long."""
    today = timezone.localdate()
    tonight = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    engagements = list(_courses(user))
    counts = _counts(engagements)
    due = [count["next_due"] for count in counts.values() if count["next_due"]]
    # As far ahead as the next step of every course
    steps = _open_steps(engagements, until=max([today + SOON, *due]))
    pressing = [step for step in steps if step.is_overdue or step.is_due_soon]
    _read_progress(pressing)
    ours = [step for step in pressing if step.is_ours]
    meetings = _meetings(engagements)
    begun = _known(reversed(meetings.filter(starts_at__lt=tonight).order_by("-starts_at", "pk")[:MOST]), engagements)
    later = _known(meetings.filter(starts_at__gte=tonight).order_by("starts_at", "pk")[: most + 1], engagements)
    return Day(
        cards=_cards(engagements, counts, steps),
        undated=[one for one in engagements if not one.agreed],
        today=[one for one in begun if timezone.localdate(one.starts_at) == today and not one.awaits_note],
        unnoted=First([one for one in begun if one.awaits_note], most),
        ahead=First(later, most),
        overdue=First([step for step in ours if step.is_overdue], most),
        soon=First([step for step in ours if not step.is_overdue], most),
        others=First([step for step in pressing if not step.is_ours], most),
    )


def _courses(user) -> QuerySet:
    """The consultant's open courses with `agreed`, their meetings held or to come, and `next_meeting_at`."""
    to_come = Q(meetings__status=MeetingStatus.PLANNED, meetings__starts_at__gt=timezone.now())
    return (
        Engagement.objects.visible_to(user)
        .of_consultant(user)
        .exclude(status=Status.CLOSED)
        .select_related("case", "programme", "party")
        .only("applicant_kind", "starts_on", "status", "case__reference", "programme__name", "party__name")
        .annotate(
            agreed=Count("meetings", filter=~Q(meetings__status=MeetingStatus.CANCELLED)),
            next_meeting_at=Min("meetings__starts_at", filter=to_come),
        )
        .order_by("ends_on", "case__reference")
    )


def _counts(engagements: list[Engagement]) -> dict:
    """By course: how many of the steps that can be ticked off are done, of how many, and when the next is due."""
    counts = (
        CourseStep.objects.filter(engagement__in=engagements)
        .exclude(kind=StepKind.TRACK)
        .exclude(status=StepStatus.SKIPPED)
        .order_by()
        .values("engagement")
        .annotate(
            done=Count("pk", filter=Q(status=StepStatus.DONE)),
            total=Count("pk"),
            next_due=Min("due_to", filter=Q(status__in=OPEN)),
        )
    )
    return {count["engagement"]: count for count in counts}


def _open_steps(engagements: list[Engagement], *, until: date) -> list[CourseStep]:
    """The steps still to be done by then, those due first in front. Tracks are never done."""
    steps = (
        CourseStep.objects.filter(engagement__in=engagements, status__in=OPEN, due_to__lte=until)
        .exclude(kind=StepKind.TRACK)
        .defer("done_at", "done_by", "column", "due_from")
        .order_by("due_to", "order", "pk")
    )
    return _known(steps, engagements)


def _meetings(engagements: list[Engagement]) -> QuerySet[Meeting]:
    return Meeting.objects.planned().filter(engagement__in=engagements).select_related("step").only(*SHOWN_OF_MEETING)


def _known(rows: Iterable[Row], engagements: list[Engagement]) -> list[Row]:
    """The rows, each with the course that it belongs to, as it was read already."""
    by_id = {one.pk: one for one in engagements}
    rows = list(rows)
    for row in rows:
        row.engagement = by_id[row.engagement_id]
    return rows


def _read_progress(steps: list[CourseStep]) -> None:
    """What the status of a step tells that each institution does for itself; most steps are not that far."""
    begun = [step for step in steps if step.status == StepStatus.IN_PROGRESS]
    prefetch_related_objects(begun, Prefetch("progress", to_attr="progress_so_far"), "engagement__institutions")


def _cards(engagements: list[Engagement], counts: dict, steps: list[CourseStep]) -> list[Card]:
    none = {"done": 0, "total": 0}
    cards = []
    for engagement in engagements:
        count = counts.get(engagement.pk, none)
        next_step = next((step for step in steps if step.engagement_id == engagement.pk), None)
        cards.append(Card(engagement, count["done"], count["total"], next_step))
    return cards
