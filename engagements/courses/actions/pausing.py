"""Letting a running course rest, and going on with it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from engagements.courses import emails
from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import CourseStep, Engagement, Pause, StepStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox

# Longer than this a course is not put off; it is stopped.
LONGEST = timedelta(days=365)


@dataclass(frozen=True)
class Shift:
    """How a step's days would move."""

    step: CourseStep
    first: date
    last: date


@transaction.atomic
def pause_course(engagement: Engagement, *, reason: str, expected_until: date, by: Actor) -> Pause:
    """Let a running course rest from today; of one that rests, change why and until when. Both sides are told.

    The same again changes nothing. Raises ActionError where it is not running, without a reason, for a day that is not
    ahead, and where a meeting is agreed in the meantime: those who are to meet must hear that it is off.
    """
    assert by.user
    lock(engagement)
    refuse_closed(engagement)
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang endnu, så det kan ikke holde pause.")
    why, today = reason.strip(), timezone.localdate()
    if not why:
        raise ActionError("Skriv, hvorfor forløbet holder pause.")
    if not today < expected_until <= today + LONGEST:
        raise ActionError("Vælg en dag efter i dag og højst et år frem.")
    pause = engagement.pauses.filter(until=None).first()
    if pause and (pause.reason, pause.expected_until) == (why, expected_until):
        return pause
    agreed = engagement.meetings.filter(status="planned", starts_at__gte=timezone.now()).order_by("starts_at").first()
    if agreed and timezone.localdate(agreed.starts_at) < expected_until:
        day = danish_date(timezone.localdate(agreed.starts_at))
        raise ActionError(f"Der er aftalt et møde {day}. Flyt eller aflys møderne i pausen først, så alle får besked.")
    if pause:
        pause.reason, pause.expected_until = why, expected_until
        pause.save(update_fields=["reason", "expected_until"])
    else:
        facts = {"since": today, "reason": why, "expected_until": expected_until, "by": by.user}
        pause = Pause.objects.create(engagement=engagement, **facts)
    engagement.forget_pause()

    log.record(engagement.case, "course.paused", by=by, until=danish_date(expected_until), reason=why)
    for letter in emails.paused(engagement, pause):
        outbox.queue(letter)
    return pause


@transaction.atomic
def resume_course(engagement: Engagement, *, moves_dates: bool, by: Actor) -> None:
    """Go on with a course that rests. With `moves_dates` its open steps and its end are put off by as many days.

    Both sides are told. One that does not rest is left as it is.
    """
    assert by.user
    lock(engagement)
    pause = engagement.pauses.filter(until=None).first()
    if pause is None:
        return
    days = pause.days(timezone.localdate())
    if moves_dates and days:
        moved = shifted(engagement, days)
        for shift in moved:
            shift.step.due_from, shift.step.due_to = shift.first, shift.last
        CourseStep.objects.bulk_update([shift.step for shift in moved], ["due_from", "due_to"])
        engagement.ends_on += timedelta(days=days)
        engagement.save(update_fields=["ends_on"])
    end_pause(engagement, by=by)

    how = f"Datoerne er flyttet {days} dage frem." if moves_dates and days else "Datoerne er ikke flyttet."
    log.record(engagement.case, "course.resumed", by=by, how=how)
    for letter in emails.resumed(engagement, pause, how=how):
        outbox.queue(letter)


def end_pause(engagement: Engagement, *, by: Actor) -> None:
    """End the pause of a course that rests. Called inside the action that goes on with it, or ends it."""
    # The clock may have been set back: no pause ends before it begins.
    for pause in engagement.pauses.filter(until=None):
        pause.until, pause.ended_by = max(timezone.localdate(), pause.since), by.user
        pause.save(update_fields=["until", "ended_by"])
    engagement.forget_pause()


def shifted(engagement: Engagement, days: int) -> list[Shift]:
    """The open steps that have days, so many days later. Nothing is saved.

    All move alike, so the fixed steps keep their order; one before a fixed step that is done already stays. What runs
    through the whole course begins when it did.
    """
    steps = list(engagement.steps.all())
    done = [step.order for step in steps if step.is_anchor and step.status == StepStatus.DONE]
    by = timedelta(days=days)
    return [
        Shift(step, step.due_from if step.is_track else step.due_from + by, step.due_to + by)
        for step in steps
        if step.is_open and step.due_from and step.due_to and not (step.is_anchor and step.order < max(done, default=0))
    ]
