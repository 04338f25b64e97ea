"""What people do with a course's meetings."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from engagements.courses import actions as courses
from engagements.courses.models import CourseStep, Engagement, StepKind
from engagements.meetings.hours import fits_mini, in_words
from engagements.meetings.kinds import kind_of
from engagements.meetings.models import Channel, Meeting, MeetingStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def plan_meeting(
    step: CourseStep, *, starts_at: datetime, duration_minutes: int, channel: Channel, by: Actor, location: str = ""
) -> Meeting:
    """Agree on a meeting of one of the course's steps. The same meeting planned twice is one.

    Raises ActionError where the course is closed, the step is none that one meets about, the time is not whole
    quarters, or a mini would pass its ten hours.
    """
    assert by.user
    engagement = step.engagement
    lock(engagement)
    _refuse_closed(engagement)
    same = step.meetings.planned().filter(starts_at=starts_at).first()
    if same:
        return same
    kind = kind_of(step)
    if kind is None:
        raise ActionError("Det trin holder I ikke møde om. Vælg et af mødetrinnene.")
    _refuse_broken_quarters(duration_minutes)
    _refuse_beyond_mini(engagement, duration_minutes)

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
    """Agree on another time, length or place. Raises ActionError where it is held or cancelled, or as planning."""
    engagement = _lock(meeting)
    if not meeting.is_planned:
        raise ActionError(f"Mødet er {meeting.get_status_display().lower()} og kan ikke flyttes.")
    _refuse_broken_quarters(duration_minutes)
    _refuse_beyond_mini(engagement, duration_minutes, instead_of=meeting.duration_minutes)

    meeting.starts_at, meeting.duration_minutes = starts_at, duration_minutes
    meeting.channel, meeting.location = channel, location
    meeting.save(update_fields=["starts_at", "duration_minutes", "channel", "location"])

    log.record(engagement.case, "meeting.moved", by=by, meeting=meeting.title, when=danish_datetime(starts_at))


@transaction.atomic
def hold_meeting(meeting: Meeting, *, note: str, by: Actor, duration_minutes: int | None = None) -> None:
    """Note that a meeting was held, with a short note and, where it differed, how long it took.

    Its step in the framework is then done, or under way while more of its meetings or institutions are left. Holding it
    twice changes nothing. Raises ActionError where the meeting is cancelled or has not begun, or as planning.
    """
    engagement = _lock(meeting)
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
    _refuse_broken_quarters(minutes)
    _refuse_beyond_mini(engagement, minutes, instead_of=meeting.duration_minutes)

    meeting.held_at, meeting.held_by, meeting.note = timezone.now(), by.user, note.strip()
    meeting.duration_minutes = minutes
    meeting.save(update_fields=["status", "held_at", "held_by", "note", "duration_minutes"])
    _advance(meeting.step, by=by)

    log.record(engagement.case, "meeting.held", by=by, meeting=meeting.title, duration=in_words(minutes))


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Actor) -> None:
    """Call a planned meeting off. Doing it twice changes nothing. Raises ActionError where it is held already."""
    engagement = _lock(meeting)
    if meeting.status == MeetingStatus.CANCELLED:
        return
    if meeting.is_held:
        raise ActionError("Mødet er holdt og kan ikke aflyses.")
    meeting.become(MeetingStatus.CANCELLED)
    meeting.cancelled_at, meeting.cancelled_by = timezone.now(), by.user
    meeting.save(update_fields=["status", "cancelled_at", "cancelled_by"])

    when = danish_datetime(meeting.starts_at)
    log.record(engagement.case, "meeting.cancelled", by=by, meeting=meeting.title, when=when)


def minutes_counted(engagement: Engagement) -> int:
    """The minutes of the course's planned and held meetings."""
    return engagement.meetings.counting().aggregate(total=Sum("duration_minutes"))["total"] or 0


def _lock(meeting: Meeting) -> Engagement:
    """Lock course and meeting, in this order everywhere."""
    engagement = meeting.engagement
    lock(engagement)
    _refuse_closed(engagement)
    lock(meeting)
    meeting.engagement = engagement
    return engagement


def _refuse_closed(engagement: Engagement) -> None:
    if engagement.is_closed:
        raise ActionError("Forløbet er afsluttet, så dets møder kan ikke ændres.")


def _refuse_broken_quarters(minutes: int) -> None:
    if minutes % 15 or not 15 <= minutes <= 480:
        raise ActionError("Varigheden skal være hele kvarterer, højst otte timer.")


def _refuse_beyond_mini(engagement: Engagement, minutes: int, *, instead_of: int = 0) -> None:
    """Planned and held never pass ten hours in a mini; there is no override. The course is locked by the caller."""
    if not engagement.is_mini:
        return
    counted = minutes_counted(engagement) - instead_of
    if not fits_mini(counted, minutes):
        raise ActionError(
            f"Et miniforløb er højst 10 timer. Der er allerede brugt eller aftalt {in_words(counted)}, "
            f"så der er ikke plads til {in_words(minutes)}. Har I brug for mere, kan I søge et nyt miniforløb."
        )


def _advance(step: CourseStep, *, by: Actor) -> None:
    enough = step.meetings.filter(status=MeetingStatus.HELD).count() >= step.times
    if enough and step.kind == StepKind.MEETING and not step.is_per_institution:
        courses.complete_step(step, by=by)
    else:
        courses.begin_step(step, by=by)
