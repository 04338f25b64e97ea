"""Noting that a meeting was held: one that was agreed, or sparring that nobody had agreed on beforehand."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from engagements.courses import actions as courses
from engagements.courses.models import CourseStep, StepKind
from engagements.meetings.actions.guards import (
    lock_meeting,
    refuse_beyond_mini,
    refuse_broken_quarters,
    refuse_closed,
    refuse_outside,
)
from engagements.meetings.actions.telling import tell_at_eight
from engagements.meetings.hours import in_words
from engagements.meetings.kinds import kind_of
from engagements.meetings.models import Channel, Meeting, MeetingStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError


@transaction.atomic
def hold_meeting(meeting: Meeting, *, note: str, by: Actor, duration_minutes: int | None = None) -> None:
    """Note that a meeting was held, with a short note and, where it differed, how long it took.

    Its step in the framework is then done, or under way while more of its meetings or institutions are left. Holding it
    twice changes nothing. Raises ActionError where the meeting is cancelled or has not begun, or as planning.
    """
    engagement = lock_meeting(meeting)
    if meeting.is_held:
        return
    if engagement.is_planned:
        raise ActionError("Sæt forløbet i gang, før I noterer møder som holdt.")
    meeting.become(MeetingStatus.HELD)
    if not meeting.has_begun:
        raise ActionError(f"Mødet begynder først {danish_datetime(meeting.starts_at)}.")
    if not note.strip():
        raise ActionError("Skriv kort, hvad I talte om og aftalte.")
    minutes = duration_minutes or meeting.duration_minutes
    refuse_broken_quarters(minutes)
    refuse_beyond_mini(engagement, minutes, instead_of=meeting.duration_minutes)

    meeting.held_at, meeting.held_by, meeting.note = timezone.now(), by.user, note.strip()
    meeting.duration_minutes = minutes
    meeting.save(update_fields=["status", "held_at", "held_by", "note", "duration_minutes"])
    _advance(meeting.step, by=by)
    tell_at_eight(engagement)

    log.record(engagement.case, "meeting.held", by=by, meeting=meeting.title, duration=in_words(minutes))


@transaction.atomic
def log_sparring(
    step: CourseStep,
    *,
    key: UUID,
    starts_at: datetime,
    duration_minutes: int,
    channel: Channel,
    by: Actor,
    note: str = "",
) -> Meeting:
    """Note a talk or practice meeting that has been held, of a step that runs through the course. The note is optional.

    `key` is the form's own: sent twice, it is one talk. Raises ActionError where the course is not running, the step is
    no such one, the talk lies outside the course or ahead, or as planning.
    """
    assert by.user
    engagement = step.engagement
    lock(engagement)
    refuse_closed(engagement)
    known = engagement.meetings.filter(pk=key).first()
    if known:
        return known
    refuse_taken(Meeting, key)
    if engagement.is_planned:
        raise ActionError("Sæt forløbet i gang, før I noterer møder som holdt.")
    kind = kind_of(step)
    if kind is None or not step.is_track:
        raise ActionError("Vælg den sparring eller det praksismøde, det handler om.")
    refuse_outside(engagement, starts_at)
    if starts_at > timezone.now():
        raise ActionError("Det ligger ude i fremtiden. Aftal det som et møde i stedet.")
    refuse_broken_quarters(duration_minutes)
    refuse_beyond_mini(engagement, duration_minutes)

    now = timezone.now()
    meeting = Meeting.objects.create(
        id=key,
        engagement=engagement,
        step=step,
        kind=kind,
        starts_at=starts_at,
        duration_minutes=duration_minutes,
        channel=channel,
        status=MeetingStatus.HELD,
        planned_at=now,
        planned_by=by.user,
        held_at=now,
        held_by=by.user,
        note=note.strip(),
    )
    courses.begin_step(step, by=by)
    tell_at_eight(engagement)

    log.record(engagement.case, "meeting.held", by=by, meeting=meeting.title, duration=in_words(duration_minutes))
    return meeting


def _advance(step: CourseStep, *, by: Actor) -> None:
    enough = step.meetings.filter(status=MeetingStatus.HELD).count() >= step.times
    if enough and step.kind == StepKind.MEETING and not step.is_per_institution:
        courses.complete_step(step, by=by)
    else:
        courses.begin_step(step, by=by)
