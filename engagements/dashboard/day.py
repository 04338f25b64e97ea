"""What stands on a consultant's first page: the meetings, follow-ups and steps that call for attention.

Rows are read as plain values, since most are only counted; those that are shown become models, that say their words.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from engagements.courses import framework
from engagements.courses.models import CourseStep, StepKind, StepStatus
from engagements.courses.models.steps import SOON
from engagements.dashboard import day_lines, my_courses
from engagements.dashboard.day_lines import MeetingLine
from engagements.dashboard.my_courses import OPEN, Course
from engagements.meetings.models import FollowUp, Meeting, title_of
from praksis.prepared import Prepared

# So many of each stand on the page at first; nobody has more than MOST of anything to do.
FEW, MOST = 3, 200
# The page looks so far ahead for meetings; when a course meets later stands on its card.
AHEAD = timedelta(days=30)
OF_A_STEP = ("pk", "order", "lane", "kind", "text", "responsible", "due_to", "status")


@dataclass(frozen=True)
class First:
    """The first lines of a list, and how many there are in all."""

    lines: list
    total: int

    @property
    def has_more(self) -> bool:
        return self.total > len(self.lines)


class Agreed(NamedTuple):
    """What is read of a meeting that is agreed."""

    pk: UUID
    engagement_id: UUID
    kind: str
    starts_at: datetime
    duration_minutes: int
    channel: str
    location: str
    step__kind: str
    step__times: int
    step__text: str

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.duration_minutes)

    @property
    def title(self) -> str:
        return title_of(self.kind, step_kind=self.step__kind, times=self.step__times, text=self.step__text)


@dataclass(frozen=True)
class Day:
    """What calls for a consultant's attention, and the courses."""

    courses: list[Course]
    today: list[MeetingLine]
    unnoted: First
    ahead: First
    # Those in which nobody has agreed a meeting yet
    undated: list[Course]
    overdue: First
    soon: First
    # Steps that we have no part in
    others: First
    # The consultant's own, and what anybody is late with
    follow_ups: First


def of(user, *, most: int = FEW) -> Day:
    """Read the day of a consultant, in at most seven queries. `most`: so many of each list that can be long."""
    courses = my_courses.read(user)
    by_id = {course.pk: course for course in courses}
    follow_ups = _follow_ups(by_id, user.email, most)
    return Day(courses=courses, follow_ups=follow_ups, **_meetings(by_id, most), **_steps(by_id, most))


def _open_follow_ups(courses: list[UUID], email: str, today: date) -> QuerySet:
    of_these = FollowUp.objects.open().filter(meeting__engagement__among=courses)
    mine_or_late = Q(email=email) | Q(due_on__lt=today)
    return of_these.filter(mine_or_late).annotate(course=F("meeting__engagement")).first_due()


def _planned(courses: list[UUID], until: datetime) -> QuerySet:
    planned = Meeting.objects.planned().filter(engagement__among=courses, starts_at__lt=until)
    return planned.order_by("starts_at", "pk").values_list(*Agreed._fields)


def _due_steps(courses: list[UUID], until: date) -> QuerySet:
    due = CourseStep.objects.filter(engagement__among=courses, status__in=OPEN, due_to__lte=until)
    return due.exclude(kind=StepKind.TRACK).order_by("due_to", "order").values_list("engagement", *OF_A_STEP)


_FOLLOW_UPS, _PLANNED, _DUE = Prepared(_open_follow_ups), Prepared(_planned), Prepared(_due_steps)


def _follow_ups(courses: dict[UUID, Course], email: str, most: int) -> First:
    """What the consultant is to do, and what others should have done by now; the first due in front."""
    found = _FOLLOW_UPS.all(courses=list(courses), email=email.lower(), today=timezone.localdate())
    return First([day_lines.of_follow_up(each, courses[each.course]) for each in found[:most]], len(found))


def _meetings(courses: dict[UUID, Course], most: int) -> dict[str, Any]:
    """Today's meetings, those whose time has passed without a note, those of the days to come, and where none is."""
    now, today = timezone.now(), timezone.localdate()
    tonight = timezone.make_aware(datetime.combine(today + timedelta(days=1), time.min))
    meetings = [Agreed(*row) for row in _PLANNED.all(courses=list(courses), until=tonight + AHEAD)]

    unnoted = [meeting for meeting in meetings if meeting.ends_at < now]
    todays = [one for one in meetings if one.ends_at >= now and timezone.localdate(one.starts_at) == today]
    ahead = [meeting for meeting in meetings if meeting.starts_at >= tonight]
    silent = _at_work(courses) - {meeting.engagement_id for meeting in meetings}
    undated = silent - my_courses.next_meetings(list(silent)).keys() if silent else silent

    def lines(some: list[Agreed]) -> list[MeetingLine]:
        return [day_lines.of_meeting(meeting, courses[meeting.engagement_id]) for meeting in some]

    return {
        "today": lines(todays),
        "unnoted": First(lines(unnoted[:most]), len(unnoted)),
        "ahead": First(lines(ahead[:most]), len(ahead)),
        "undated": [course for course in courses.values() if course.pk in undated],
    }


def _steps(courses: dict[UUID, Course], most: int) -> dict[str, Any]:
    """What we are late with, what we are soon to do, and what others are to do by then; the first due in front."""
    today = timezone.localdate()
    found: dict[str, list] = {"overdue": [], "soon": [], "others": []}
    for course_id, *facts in _DUE.all(courses=list(_at_work(courses)), until=today + SOON):
        course, step = courses[course_id], dict(zip(OF_A_STEP, facts, strict=True))
        is_ours = framework.is_ours(framework.owners(step["responsible"], course.applicant_kind))
        late = "overdue" if step["due_to"] < today else "soon"
        found[late if is_ours else "others"].append((step, course))
    shown = {
        name: [(CourseStep(engagement=course.engagement, **step), course) for step, course in steps[:most]]
        for name, steps in found.items()
    }
    _read_progress([step for steps in shown.values() for step, _ in steps])
    return {
        name: First([day_lines.of_step(*each) for each in steps], len(found[name])) for name, steps in shown.items()
    }


def _at_work(courses: dict[UUID, Course]) -> set[UUID]:
    """The courses that do not rest: in the others nothing is late, and nobody waits for a meeting."""
    return {pk for pk, course in courses.items() if not course.is_paused}


def _read_progress(steps: list[CourseStep]) -> None:
    """What the status of a step tells that each institution does for itself; most steps are not that far."""
    begun = [step for step in steps if step.status == StepStatus.IN_PROGRESS]
    institutions = Prefetch("engagement__institutions", to_attr="institution_list")
    prefetch_related_objects(begun, Prefetch("progress", to_attr="progress_so_far"), institutions)
