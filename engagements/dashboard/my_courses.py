"""A consultant's own open courses: which they are, and how far each is.

Rows are read as plain values, since most are only counted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from engagements.courses.models import CourseStep, Engagement, Status, StepKind, StepStatus
from engagements.courses.models.engagements import badge_of
from engagements.meetings.models import Meeting, MeetingStatus
from praksis.prepared import Prepared

OF_A_COURSE = (
    "pk", "case__reference", "party__name", "programme__name", "applicant_kind", "starts_on", "status", "paused_until",
)  # fmt: skip
OPEN = (StepStatus.WAITING, StepStatus.IN_PROGRESS)


@dataclass(frozen=True)
class Course:
    """One of the consultant's courses: plain values in the order of OF_A_COURSE, behind its address."""

    url: str
    pk: UUID
    reference: str
    party: str
    programme: str
    applicant_kind: str
    starts_on: date
    status: str
    # When one that rests is expected to go on
    paused_until: date | None

    @property
    def status_word(self) -> str:
        return badge_of(self.status, is_paused=self.is_paused)[0]

    @property
    def status_kind(self) -> str:
        return badge_of(self.status, is_paused=self.is_paused)[1]

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None

    @property
    def is_running(self) -> bool:
        return self.status == Status.RUNNING

    @cached_property
    def engagement(self) -> Engagement:
        """What its steps ask of their course, of one that does not rest."""
        engagement = Engagement(pk=self.pk, applicant_kind=self.applicant_kind, status=self.status)
        engagement.pause = None
        return engagement


class Step(NamedTuple):
    """What a card tells of a step."""

    text: str
    due_to: date | None
    status: str


@dataclass(frozen=True)
class Card:
    """A course, how far it is, and what comes next in it."""

    course: Course
    # Those that can be ticked off, the first due in front
    steps: list[Step]
    next_meeting_at: datetime | None

    @cached_property
    def done(self) -> int:
        return sum(step.status == StepStatus.DONE for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def next(self) -> Step | None:
        """The step that is to be done first."""
        return next((step for step in self.steps if step.status in OPEN and step.due_to), None)


def read(user) -> list[Course]:
    """The consultant's open courses, those that end first in front."""
    # A course stands below the list; asking for the address of each would take longer than its row.
    base = reverse("engagements:course_list")
    rows = _COURSES.all(consultant=user.pk)
    return [Course(f"{base}{reference}/", pk, reference, *rest) for pk, reference, *rest in rows]


def _open_courses(consultant: UUID) -> QuerySet:
    found = Engagement.objects.of_consultant(consultant).exclude(status=Status.CLOSED).with_pause()
    return found.order_by("ends_on", "case__reference").values_list(*OF_A_COURSE)


_COURSES = Prepared(_open_courses)


def cards(user) -> list[Card]:
    """The same with how far they are, in three queries."""
    courses = read(user)
    ids = [course.pk for course in courses]
    steps: dict[UUID, list[Step]] = {pk: [] for pk in ids}
    for course, *step in _STEPS.all(courses=ids):
        steps[course].append(Step(*step))
    coming = next_meetings(ids)
    return [Card(course, steps[course.pk], coming.get(course.pk)) for course in courses]


def _steps(courses: list[UUID]) -> QuerySet:
    counted = CourseStep.objects.filter(engagement__among=courses).exclude(status=StepStatus.SKIPPED)
    rows = counted.exclude(kind=StepKind.TRACK).order_by("due_to", "order")
    return rows.values_list("engagement", *Step._fields)


_STEPS = Prepared(_steps)


def next_meetings(courses: list[UUID]) -> dict[UUID, datetime | None]:
    """When each of the courses meets next; one that does not meet again has None, one that never met is missing."""
    return dict(_NEXT.all(courses=courses, now=timezone.now()))


def _next(courses: list[UUID], now: datetime) -> QuerySet:
    coming = Q(status=MeetingStatus.PLANNED, starts_at__gt=now)
    found = Meeting.objects.counting().filter(engagement__among=courses).values_list("engagement")
    return found.annotate(next_at=Min("starts_at", filter=coming))


_NEXT = Prepared(_next)
