"""A course's month on one sheet, for the head of day care: what happened, what comes, and who owes what.

In words that both sides can read: what our side says among itself of how it is going never stands here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement, StepStatus
from engagements.meetings.hours import MINI_MINUTES
from engagements.meetings.hours import in_words as as_time
from engagements.meetings.models import Meeting
from praksis.danish import danish_datetime, short_date
from praksis.staffing import months
from praksis.staffing.hours import in_words

# Side by side on the sheet; what there is no room for stands on the course's page.
MOST = 12
# So many of the next tasks of each side are told of, however far ahead they are.
AT_LEAST = 2


@dataclass(frozen=True)
class Line:
    """One thing that happened, or is to happen."""

    what: str
    when: str
    who: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Month:
    """The sheet."""

    name: str
    # As addresses have them; empty where there is nothing to leaf to
    earlier: str
    later: str
    is_current: bool
    state: str
    met: list[Line]
    done: list[Line]
    # Only of the current month: what the plan is now
    coming: list[Line] = field(default_factory=list)
    ours: list[Line] = field(default_factory=list)
    theirs: list[Line] = field(default_factory=list)
    hours: str = ""


def asked_for(engagement: Engagement, asked: str) -> date:
    """The month that an address asks for as "2026-11", within the course's own; else this one, or its last."""
    first, last = _first_and_last(engagement)
    try:
        wanted = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return last
    return wanted if first <= wanted <= last else last


def _first_and_last(engagement: Engagement) -> tuple[date, date]:
    """The months that there are sheets of: from the course's first to this one, or to when it was closed."""
    opened = timezone.localdate(engagement.started_at or engagement.opened_at)
    first = months.month_of(min(engagement.starts_on, opened))
    over = timezone.localdate(engagement.closed_at) if engagement.closed_at else engagement.today
    return first, max(first, months.month_of(over))


def of(engagement: Engagement, month: date) -> Month:
    """The sheet of one month, in at most three queries."""
    first, last = _first_and_last(engagement)
    begin = _midnight(month)
    end = _midnight(months.after(month))
    steps = list(engagement.steps.all())
    meetings = list(engagement.meetings.counting().order_by("starts_at").select_related("step"))
    past = [meeting for meeting in meetings if meeting.is_held or meeting.awaits_note]
    done = [step for step in steps if step.done_at and begin <= step.done_at < end]
    is_current = month == last and not engagement.is_closed
    plan = _plan(engagement, steps, meetings, month) if is_current else {}
    return Month(
        name=months.in_words(month),
        earlier=f"{months.after(month, -1):%Y-%m}" if month > first else "",
        later=f"{months.after(month):%Y-%m}" if month < last else "",
        is_current=is_current,
        state=_state(engagement, steps),
        met=[_of_meeting(meeting) for meeting in past if begin <= meeting.starts_at < end][:MOST],
        done=[Line(step.text, short_date(step.done_at)) for step in done][:MOST],
        hours=_hours(engagement, meetings, begin, end),
        **plan,
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _of_meeting(meeting: Meeting) -> Line:
    length = as_time(meeting.duration_minutes)
    if meeting.awaits_note:
        length += ", ikke noteret endnu"
    return Line(meeting.title, danish_datetime(meeting.starts_at), length)


def _plan(engagement: Engagement, steps: Sequence[CourseStep], meetings: Sequence[Meeting], month: date) -> dict:
    """What comes until the end of next month, and who owes what by then, the next of it also where it is later."""
    until = months.after(month, 2) - timedelta(days=1)
    ahead = [one for one in meetings if one.is_planned and timezone.now() < one.starts_at]
    waiting = sorted(
        (step for step in steps if step.is_open and not step.is_track and step.due_to),
        key=lambda step: (step.due_to or until, step.order),
    )
    return {
        "coming": [_of_meeting(one) for one in ahead if timezone.localdate(one.starts_at) <= until][:MOST],
        "ours": _next_of([step for step in waiting if not step.is_partys], until),
        "theirs": _next_of([step for step in waiting if step.is_partys], until),
    }


def _next_of(waiting: Sequence[CourseStep], until: date) -> list[Line]:
    soon = [step for step in waiting if step.due_to and step.due_to <= until]
    return [_owed(step) for step in (soon if len(soon) >= AT_LEAST else waiting[:AT_LEAST])][:MOST]


def _owed(step: CourseStep) -> Line:
    return Line(step.text, f"senest {short_date(step.due_to)}", step.owner, is_late=step.is_overdue)


def _state(engagement: Engagement, steps: Sequence[CourseStep]) -> str:
    """How far the course is, in words that blame nobody."""
    if engagement.is_planned:
        return f"Forløbet begynder {short_date(engagement.starts_on)}."
    if engagement.is_closed:
        return f"Forløbet er afsluttet {short_date(engagement.closed_at)}."
    counted = [step for step in steps if not step.is_track and step.status != StepStatus.SKIPPED]
    done = sum(step.is_done for step in counted)
    late = sum(step.is_overdue for step in counted)
    so_far = f"{done} af {len(counted)} trin er færdige"
    if not late:
        return f"Forløbet følger planen: {so_far}."
    return f"{so_far}. {late} trin venter på en ny dato eller på at blive gjort."


def _hours(engagement: Engagement, meetings: Sequence[Meeting], begin: datetime, end: datetime) -> str:
    """What was held in the month and until its end, and what is agreed."""
    in_month = _sum(one for one in meetings if one.is_held and begin <= one.starts_at < end)
    so_far = _sum(one for one in meetings if one.is_held and one.starts_at < end)
    agreed = _sum(one for one in meetings if one.is_planned)
    of_ten = f" af de {MINI_MINUTES // 60}" if engagement.is_mini else ""
    return (
        f"{in_words(in_month)} timer i måneden og {in_words(so_far)} i alt{of_ten}. "
        f"{in_words(agreed)} timer er aftalt endnu."
    )


def _sum(meetings) -> Decimal:
    return Decimal(sum(meeting.duration_minutes for meeting in meetings)) / 60
