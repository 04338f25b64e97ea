"""What stands on a consultant's first page: the courses, their steps, and their meetings in two queries.

Rows are read as plain values, since most are only counted; those that are shown become models, that say their words.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from engagements.courses import framework
from engagements.courses.models import CourseStep, Engagement, Status, StepKind, StepStatus
from engagements.courses.models.engagements import STATUS_KINDS
from engagements.courses.models.steps import SOON
from engagements.dashboard import day_lines
from engagements.dashboard.day_lines import MeetingLine
from engagements.meetings.models import Meeting, MeetingStatus

# So many of each stand on the page at first; nobody has more than MOST of anything to do.
FEW, MOST = 3, 200
OF_A_COURSE = ("pk", "case__reference", "party__name", "programme__name", "applicant_kind", "starts_on", "status")


@dataclass(frozen=True)
class First:
    """The first lines of a list, and how many there are in all."""

    lines: list
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.lines)


class Step(NamedTuple):
    """What is read of a step."""

    pk: UUID
    order: int
    lane: str
    kind: str
    text: str
    times: int
    responsible: str
    due_to: date | None
    status: str

    @property
    def is_to_be_done(self) -> bool:
        """Whether it is still to be done, and by a day."""
        return self.status in (StepStatus.WAITING, StepStatus.IN_PROGRESS) and self.due_to is not None

    @property
    def counts(self) -> bool:
        """Whether it can be ticked off: it belongs to the course, and does not run through it all."""
        return self.status != StepStatus.SKIPPED and self.kind != StepKind.TRACK


class Agreed(NamedTuple):
    """What is read of a meeting that is agreed."""

    pk: UUID
    engagement_id: UUID
    step_id: UUID
    kind: str
    starts_at: datetime
    duration_minutes: int
    channel: str
    location: str

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration_minutes)


@dataclass
class Course:
    """One of the consultant's courses, how far it is, and what comes next in it."""

    url: str
    # The first due in front
    steps: list[Step]
    pk: UUID
    reference: str
    party: str
    programme: str
    applicant_kind: str
    starts_on: date
    status: str
    # Whether a meeting is agreed or was held, and when the next is
    has_meetings: bool = False
    next_meeting_at: datetime | None = None

    def __post_init__(self):
        counted = [step for step in self.steps if step.counts]
        self.done, self.total = sum(step.status == StepStatus.DONE for step in counted), len(counted)
        self.progress = f"{self.done} af {self.total}"
        self.to_do = [step for step in counted if step.is_to_be_done]
        self.next = self.to_do[0] if self.to_do else None
        self.status_word, self.status_kind = Status(self.status).label, STATUS_KINDS[Status(self.status)]

    @cached_property
    def engagement(self) -> Engagement:
        """What its steps ask of their course."""
        return Engagement(pk=self.pk, applicant_kind=self.applicant_kind, status=self.status)

    def is_ours(self, step: Step) -> bool:
        """Whether we do the step, alone or with others."""
        return framework.is_ours(framework.owners(step.responsible, self.applicant_kind))


@dataclass(frozen=True)
class Day:
    """What calls for a consultant's attention, and the courses."""

    courses: list[Course]
    today: list[MeetingLine]
    unnoted: First
    ahead: First
    overdue: First
    soon: First
    # Steps that we have no part in
    others: First

    @property
    def undated(self) -> list[Course]:
        """The courses in which nobody has agreed a meeting yet."""
        return [course for course in self.courses if not course.has_meetings]


def of(user, *, most: int = FEW) -> Day:
    """Read the day of a consultant, in at most six queries. `most`: so many of each list that can be long."""
    courses = _courses(user)
    return Day(courses=courses, **_meetings(courses, most), **_steps(courses, most))


def _courses(user) -> list[Course]:
    """The consultant's open courses with their steps, those that end first in front."""
    found = Engagement.objects.visible_to(user).of_consultant(user).exclude(status=Status.CLOSED)
    facts = list(found.order_by("ends_on", "case__reference").values_list(*OF_A_COURSE))
    steps: dict[UUID, list[Step]] = {pk: [] for pk, *_ in facts}
    rows = CourseStep.objects.filter(engagement__in=list(steps)).order_by("due_to", "order")
    for course, *step in rows.values_list("engagement", *Step._fields):
        steps[course].append(Step(*step))
    base = reverse("engagements:course_list")
    return [Course(f"{base}{reference}/", steps[pk], pk, reference, *rest) for pk, reference, *rest in facts]


def _meetings(courses: list[Course], most: int) -> dict[str, Any]:
    """Today's meetings, those whose time has passed without a note, and those of the days to come."""
    now, today = timezone.now(), timezone.localdate()
    tonight = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    by_id = {course.pk: course for course in courses}
    begun = _look_at_meetings(by_id, until=tonight)
    planned = Meeting.objects.planned().filter(engagement__in=list(by_id)).order_by("starts_at", "pk")
    # All that have begun, the first of those to come, and one more if there are more
    rows = planned.values_list(*Agreed._fields)[: begun + most + 1]
    meetings = [Agreed(*row) for row in rows]
    before, after = meetings[:begun], meetings[begun:]
    unnoted = [meeting for meeting in before if meeting.ends_at < now]
    todays = [one for one in before if one.ends_at >= now and timezone.localdate(one.starts_at) == today]

    def lines(some: list[Agreed]) -> list[MeetingLine]:
        return [day_lines.of_meeting(meeting, by_id[meeting.engagement_id]) for meeting in some]

    return {
        "today": lines(todays),
        "unnoted": First(lines(unnoted[:most]), len(unnoted)),
        "ahead": First(lines(after[:most]), len(after)),
    }


def _look_at_meetings(courses: dict[UUID, Course], *, until: datetime) -> int:
    """Write on the courses when they meet next; how many of their planned meetings begin before a moment."""
    found = (
        Meeting.objects.filter(engagement__in=list(courses))
        .values_list("engagement", "status")
        .annotate(
            next_at=Min("starts_at", filter=Q(starts_at__gt=timezone.now())),
            begun=Count("pk", filter=Q(starts_at__lt=until)),
        )
    )
    total = 0
    for course, status, next_at, begun in found:
        if status != MeetingStatus.CANCELLED:
            courses[course].has_meetings = True
        if status == MeetingStatus.PLANNED:
            courses[course].next_meeting_at = next_at
            total += begun
    return total


def _steps(courses: list[Course], most: int) -> dict[str, Any]:
    """What we are late with, what we are soon to do, and what others are to do by then; the first due in front."""
    today = timezone.localdate()
    found: dict[str, list] = {"overdue": [], "soon": [], "others": []}
    for course in courses:
        for step in course.to_do:
            if step.due_to and step.due_to <= today + SOON:
                late = "overdue" if step.due_to < today else "soon"
                found[late if course.is_ours(step) else "others"].append((step, course))
    for steps in found.values():
        steps.sort(key=lambda each: (each[0].due_to, each[0].order))
    shown = {
        name: [(CourseStep(engagement=course.engagement, **step._asdict()), course) for step, course in steps[:most]]
        for name, steps in found.items()
    }
    _read_progress([step for steps in shown.values() for step, _ in steps])
    return {
        name: First([day_lines.of_step(*each) for each in steps], len(found[name])) for name, steps in shown.items()
    }


def _read_progress(steps: list[CourseStep]) -> None:
    """What the status of a step tells that each institution does for itself; most steps are not that far."""
    begun = [step for step in steps if step.status == StepStatus.IN_PROGRESS]
    prefetch_related_objects(begun, Prefetch("progress", to_attr="progress_so_far"), "engagement__institutions")
