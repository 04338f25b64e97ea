"""Agreeing on a meeting, moving it, and calling it off."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from engagements.courses.models import CourseStep
from engagements.meetings.actions.guards import (
    lock_meeting,
    refuse_beyond_mini,
    refuse_broken_quarters,
    refuse_closed,
    refuse_in_pause,
    refuse_outside,
)
from engagements.meetings.actions.inviting import Invited, invite, tell_of_cancellation, tell_of_move
from engagements.meetings.actions.telling import tell_at_eight
from engagements.meetings.kinds import kind_of
from engagements.meetings.models import Channel, Meeting, MeetingStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def plan_meeting(
    step: CourseStep,
    *,
    starts_at: datetime,
    duration_minutes: int,
    channel: Channel,
    by: Actor,
    location: str = "",
    participants: Iterable[Invited] = (),
) -> Meeting:
    """Agree on a meeting of one of the course's steps, and invite people to it. The same meeting planned twice is one.

    Raises ActionError where the course is closed, the step is none that one meets about, the time lies outside the
    course or is not whole quarters, or a mini would pass its ten hours.
    """
    assert by.user
    engagement = step.engagement
    lock(engagement)
    refuse_closed(engagement)
    same = step.meetings.planned().filter(starts_at=starts_at).first()
    if same:
        return same
    kind = kind_of(step)
    if kind is None:
        raise ActionError("Det trin holder I ikke møde om. Vælg et af mødetrinnene.")
    refuse_outside(engagement, starts_at)
    refuse_in_pause(engagement, starts_at)
    refuse_broken_quarters(duration_minutes)
    refuse_beyond_mini(engagement, duration_minutes)

    meeting = Meeting.objects.create(
        engagement=engagement,
        step=step,
        kind=kind,
        starts_at=starts_at,
        duration_minutes=duration_minutes,
        channel=channel,
        location=location,
        planned_by=by.user,
    )
    log.record(engagement.case, "meeting.planned", by=by, meeting=meeting.title, when=danish_datetime(starts_at))
    invite(meeting, participants)
    tell_at_eight(engagement)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    starts_at: datetime,
    duration_minutes: int,
    channel: Channel,
    by: Actor,
    location: str = "",
) -> None:
    """Agree on another time, length or place, and tell those invited. What is so already changes nothing.

    Raises ActionError where it is held or cancelled, or as planning.
    """
    engagement = lock_meeting(meeting)
    if not meeting.is_planned:
        raise ActionError(f"Mødet er {meeting.get_status_display().lower()} og kan ikke flyttes.")
    refuse_broken_quarters(duration_minutes)
    refuse_beyond_mini(engagement, duration_minutes, instead_of=meeting.duration_minutes)
    refuse_outside(engagement, starts_at)
    refuse_in_pause(engagement, starts_at)
    wanted = (starts_at, duration_minutes, channel, location)
    if wanted == (meeting.starts_at, meeting.duration_minutes, meeting.channel, meeting.location):
        return

    meeting.starts_at, meeting.duration_minutes, meeting.channel, meeting.location = wanted
    meeting.sequence += 1
    meeting.save(update_fields=["starts_at", "duration_minutes", "channel", "location", "sequence"])

    log.record(engagement.case, "meeting.moved", by=by, meeting=meeting.title, when=danish_datetime(starts_at))
    tell_of_move(meeting)
    tell_at_eight(engagement)


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Actor) -> None:
    """Call a planned meeting off, and tell those invited. Doing it twice changes nothing.

    Raises ActionError where it is held already.
    """
    engagement = lock_meeting(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        return
    if meeting.is_held:
        raise ActionError("Mødet er holdt og kan ikke aflyses.")
    meeting.become(MeetingStatus.CANCELLED)
    meeting.cancelled_at, meeting.cancelled_by = timezone.now(), by.user
    meeting.sequence += 1
    meeting.save(update_fields=["status", "cancelled_at", "cancelled_by", "sequence"])

    when = danish_datetime(meeting.starts_at)
    log.record(engagement.case, "meeting.cancelled", by=by, meeting=meeting.title, when=when)
    tell_of_cancellation(meeting)
