"""What the page of a course shows, read with each table in one query and worked out once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, FilteredRelation, Max, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import Http404, QueryDict
from django.utils import timezone

from engagements.attendance import seats
from engagements.courses import permissions
from engagements.courses.models import CourseStep, Engagement
from engagements.courses.models.engagements import sight_of
from engagements.dashboard import layout, meeting_rows, picture, warnings
from engagements.dashboard.layout import Sheet
from engagements.dashboard.permissions import is_staff_side
from engagements.evaluation import notices
from engagements.evaluation.permissions import can_survey
from engagements.evaluation.reading import with_surveys
from engagements.knowledge import fitting
from engagements.meetings.hours import MINI_MINUTES, in_words
from engagements.meetings.minutes_permissions import can_tick
from engagements.meetings.models import FollowUp, Meeting, MeetingStatus
from engagements.meetings.permissions import can_plan
from engagements.meetings.poll_models import Poll, PollStatus
from praksis.accounts.models import User
from praksis.prepared import Prepared

# The course's own facts and those of what it belongs to
SHOWN = [
    "status", "starts_on", "ends_on", "started_at", "closing_note", "ended_early", "themes", "applicant_kind", "place",
    "case__reference", "programme__kind", "programme__name", "programme__ends_on", "party__name",
]  # fmt: skip
# So many of those to come; the others stand on the pages of their steps.
MEETINGS = 3
# So many of what is followed up on; the others stand on a page of their own.
FOLLOW_UPS = 5
# The institutions' progress, of the steps that say how far it is
COUNTED = Prefetch("progress", to_attr="progress_so_far")


def _of_course(rows: Callable[[], QuerySet]) -> Prepared:
    return Prepared(lambda engagement: rows().filter(engagement=engagement))


_STEPS = _of_course(CourseStep.objects.all)
_COUNTING = _of_course(lambda: Meeting.objects.counting().order_by("starts_at"))
_PLANNED = Prepared(
    lambda engagement: Meeting.objects.planned().filter(engagement=engagement).order_by("starts_at")[: MEETINGS + 1]
)
_FOLLOW_UPS = Prepared(
    lambda engagement: FollowUp.objects.open().filter(meeting__engagement=engagement).first_due()[: FOLLOW_UPS + 1]
)


def visible_course(user: User, reference: str, *also: str) -> Engagement:
    """The course of this reference number with what each of its pages shows, and `also` what this one does; or 404."""
    return _found(_course(also), user, reference)[0]


def course_with_polls(user: User, reference: str) -> tuple[Engagement, list[Poll]]:
    """The same for its first page, which tells of its surveys too, with its polls in which no time is chosen yet."""
    found = _found(_COURSE_WITH_POLLS, user, reference, today=timezone.localdate())
    polls = [
        Poll(pk=each.poll, engagement=found[0], step_id=each.poll_step, answer_by=each.poll_answer_by)
        for each in found
        if each.poll and not each.is_closed
    ]
    return found[0], polls


def _found(course: Prepared, user: User, reference: str, **also: date) -> list[Any]:
    found = course.all(reference=reference, organisations=sight_of(user), **also)
    if not found:
        raise Http404
    return found


def _visible(reference: str, organisations: list[UUID] | None, also: tuple[str, ...] = ()) -> QuerySet[Engagement]:
    courses = Engagement.objects.seen_from(organisations).filter(case__reference=reference)
    return courses.select_related("case", "programme", "party").only(*SHOWN, *also).with_pause()


@cache
def _course(also: tuple[str, ...]) -> Prepared:
    return Prepared(lambda reference, organisations: _visible(reference, organisations, also))


def _with_polls(reference: str, organisations: list[UUID] | None, today: date) -> QuerySet[Engagement]:
    """The course once for each open poll, or once without, with its next seats: one query tells of all."""
    waiting = FilteredRelation("polls", condition=Q(polls__status=PollStatus.OPEN))
    facts: dict[str, Any] = {
        "poll": F("waiting"),
        "poll_step": F("waiting__step"),
        "poll_answer_by": F("waiting__answer_by"),
    }
    facts["held"] = seats.next_of("party", today)
    found = with_surveys(_visible(reference, organisations)).annotate(waiting=waiting, **facts)
    return found.order_by("waiting__made_at", "waiting")


_COURSE_WITH_POLLS = Prepared(_with_polls)


def steps_of(engagement: Engagement) -> list[CourseStep]:
    """The course's steps in their order."""
    steps = _STEPS.all(engagement=engagement.pk)
    for step in steps:
        step.engagement = engagement
    return steps


def institutions_done(steps: list[CourseStep]) -> dict[UUID, list[UUID]]:
    """The ids of the institutions that are done with a step, by the step's id, in one query.

    Only of those that are under way: before it nobody is done, and after it all are.
    """
    begun = [step for step in steps if step.counts_institutions]
    prefetch_related_objects(begun, COUNTED)
    return {step.pk: step.institutions_done for step in begun}


def picture_of(engagement: Engagement) -> tuple[Sheet, list[list[str]]]:
    """The living picture, and the same as a table; in at most three queries."""
    steps = steps_of(engagement)
    done = institutions_done(steps)
    rows = picture.rows(steps, course_url=engagement.get_absolute_url())
    institutions = engagement.institution_list
    return layout.sheet(rows, institutions, done), layout.table(rows, institutions, done)


def warnings_of(engagement: Engagement) -> list[str]:
    """What the dates of a running course tell by themselves (warnings.found), in three queries."""
    if not engagement.is_running or engagement.is_paused:
        return []
    resumed_on = engagement.pauses.aggregate(last=Max("until"))["last"]
    last = engagement.meetings.filter(status=MeetingStatus.HELD).aggregate(last=Max("starts_at"))["last"]
    return warnings.of_team(len(engagement.team)) + warnings.found(
        steps_of(engagement),
        started_on=engagement.started_at and timezone.localdate(engagement.started_at),
        last_met_on=last and timezone.localdate(last),
        resumed_on=resumed_on,
        today=engagement.today,
    )


def read(engagement: Engagement, polls: list[Poll], user: User, asked: QueryDict) -> dict:
    """All that the page shows to this person (course_with_polls).

    `asked` opens a phase (`fase`) and the meetings that were held (`holdte`).
    """
    staff_side, course_url = is_staff_side(user), engagement.get_absolute_url()
    steps = steps_of(engagement)
    done = institutions_done(steps)
    completable = permissions.completable(user, engagement, steps)
    rows = picture.rows(steps, course_url=course_url, completable=completable)
    may_plan = can_plan(user, engagement)
    return {
        "engagement": engagement,
        "staff_side": staff_side,
        # Ours read of the seats on the page about them.
        "seats": "" if staff_side else seats.told(getattr(engagement, "held", None)),
        "sheet": layout.sheet(rows, engagement.institution_list, done),
        "phases": picture.phases(rows, asked_for=asked.get("fase", "")),
        "next": picture.next_move(engagement, steps, staff_side=staff_side),
        # What the other side waits for us to do
        "our_tasks": [] if staff_side else [row for row in rows if row.is_ours_to_do],
        "my_tasks": [] if staff_side else [row for row in rows if row.may_be_completed and row.is_pressing],
        "may_run": permissions.can_run(user, engagement),
        "may_assign": permissions.can_assign(user, engagement),
        "may_plan": may_plan,
        "evaluation_notices": notices.of_course(engagement, may_survey=can_survey(user, engagement)),
        "may_give_back": permissions.can_give_place_back(user, engagement),
        "course_url": course_url,
        **_follow_ups(engagement, user),
        # Our own side has the library in its menu, and these on the page of what is learned.
        "articles": [] if staff_side else fitting.for_course(engagement),
        **_meetings(engagement, steps, with_held="holdte" in asked, course_url=course_url, may_plan=may_plan),
        "polls": _with_steps(polls, steps),
    }


def _follow_ups(engagement: Engagement, user: User) -> dict:
    """What is due first of what was agreed, whether there is more, and who may tick it off."""
    found = _FOLLOW_UPS.all(engagement=engagement.pk)
    return {
        "follow_ups": found[:FOLLOW_UPS],
        "more_follow_ups": len(found) > FOLLOW_UPS,
        "may_tick": bool(found) and can_tick(user, engagement),
    }


def _meetings(engagement, steps, *, with_held, **drawing):
    """The next few of the course's meetings and whether there are more; those held only when they are asked for."""
    # A mini's all count towards its hours.
    found = _COUNTING if engagement.is_mini or with_held else _PLANNED
    meetings = found.all(engagement=engagement.pk)
    by_id = {step.pk: step for step in steps}
    for meeting in meetings:
        meeting.engagement, meeting.step = engagement, by_id[meeting.step_id]
    ahead = [meeting for meeting in meetings if meeting.is_planned]
    held = [meeting for meeting in reversed(meetings) if meeting.is_held]
    return {
        "hours": _hours(held, ahead) if engagement.is_mini else None,
        "meetings_ahead": [meeting_rows.row(meeting, **drawing) for meeting in ahead[:MEETINGS]],
        "more_ahead": len(ahead) > MEETINGS,
        "meetings_held": [meeting_rows.row(meeting, **drawing) for meeting in held] if with_held else None,
    }


def _with_steps(polls: list[Poll], steps: list[CourseStep]) -> list[Poll]:
    by_id = {step.pk: step for step in steps}
    for poll in polls:
        poll.step = by_id[poll.step_id]
    return polls


def _hours(held, planned):
    """What a mini has used and promised of its ten hours."""
    used, promised = (sum(meeting.duration_minutes for meeting in meetings) for meetings in (held, planned))
    left = max(MINI_MINUTES - used - promised, 0)
    return {
        "counted": Decimal(used + promised) / 60,
        "at_most": MINI_MINUTES // 60,
        "used": in_words(used),
        "promised": in_words(promised),
        "left": in_words(left),
    }
