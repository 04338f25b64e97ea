"""Noting that a meeting was held."""

from django.db import transaction
from django.utils import timezone

from engagements.courses import actions as courses
from engagements.courses.models import CourseStep, StepKind
from engagements.meetings.actions.guards import lock_meeting, refuse_beyond_mini, refuse_broken_quarters
from engagements.meetings.hours import in_words
from engagements.meetings.models import Meeting, MeetingStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
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

    log.record(engagement.case, "meeting.held", by=by, meeting=meeting.title, duration=in_words(minutes))


def _advance(step: CourseStep, *, by: Actor) -> None:
    enough = step.meetings.filter(status=MeetingStatus.HELD).count() >= step.times
    if enough and step.kind == StepKind.MEETING and not step.is_per_institution:
        courses.complete_step(step, by=by)
    else:
        courses.begin_step(step, by=by)
