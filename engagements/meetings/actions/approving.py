"""Sending minutes for approval, having them back, approving them, and adding to them afterwards."""

from django.db import transaction
from django.utils import timezone

from engagements.meetings import minutes_emails
from engagements.meetings.actions.guards import lock_meeting
from engagements.meetings.minutes_content import is_empty
from engagements.meetings.minutes_record import read_record
from engagements.meetings.models import Addendum, Meeting, Minutes, MinutesPaper, MinutesStatus
from engagements.meetings.recipients import recipients
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import short_date
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def send_minutes(minutes: Minutes, *, by: Actor) -> None:
    """Send the minutes to those invited for approval; from here they are not written on. Twice changes nothing.

    Raises ActionError where they are empty or approved, the meeting is not noted held, or the course is closed.
    """
    meeting = _lock(minutes)
    if minutes.is_sent:
        return
    _refuse_unfinished(minutes)
    minutes.become(MinutesStatus.SENT)
    minutes.sendings += 1
    minutes.sent_at, minutes.sent_by = timezone.now(), by.user
    minutes.remark = minutes.remark_by = ""
    minutes.save(update_fields=["status", "sendings", "sent_at", "sent_by", "remark", "remark_by"])

    log.record(meeting.engagement.case, "minutes.sent", by=by, meeting=meeting.title)
    record = read_record(minutes)
    for person in recipients(meeting):
        outbox.queue(minutes_emails.for_approval(minutes, record, person))


@transaction.atomic
def return_minutes(minutes: Minutes, *, remark: str, from_us: bool, by: Actor) -> None:
    """Have minutes that wait for approval written on again.

    The other side says why, which the consultants get by mail; `from_us` needs no reason. Where they are written on
    already nothing changes. Raises ActionError without a reason, where they are approved, or the course is closed.
    """
    meeting = _lock(minutes)
    if minutes.is_draft:
        return
    if not remark.strip() and not from_us:
        raise ActionError("Skriv, hvad der skal rettes.")
    minutes.become(MinutesStatus.DRAFT)
    minutes.sent_at = minutes.sent_by = None
    minutes.remark, minutes.remark_by = remark.strip(), by.name if remark.strip() else ""
    minutes.save(update_fields=["status", "sent_at", "sent_by", "remark", "remark_by"])

    log.record(meeting.engagement.case, "minutes.returned", by=by, meeting=meeting.title)
    if not from_us:
        for letter in minutes_emails.returned(minutes):
            outbox.queue(letter)


@transaction.atomic
def approve_minutes(minutes: Minutes, *, note: str = "", from_us: bool, by: Actor) -> None:
    """Approve the minutes: all they say is kept as it is now, and a PDF of it is made. Twice changes nothing.

    One of us (`from_us`) says how the others approved them, as "Godkendt på mødet". Raises ActionError without it,
    where the other side was never sent them, they are empty, the meeting is not noted held, or the course is closed.
    """
    meeting = _lock(minutes)
    if minutes.is_approved:
        return
    if from_us and not note.strip():
        raise ActionError("Skriv, hvordan de andre godkendte referatet, fx »Godkendt på mødet«.")
    if minutes.is_draft and not from_us:
        raise ActionError("Referatet er ikke sendt til godkendelse endnu.")
    _refuse_unfinished(minutes)
    now = timezone.now()
    approval = {"by": by.name, "on": short_date(now), "note": note.strip()}
    minutes.record = {**read_record(minutes), "approval": approval}
    minutes.become(MinutesStatus.APPROVED)
    minutes.approved_at, minutes.approved_by, minutes.approval_note = now, by.user, note.strip()
    minutes.save(update_fields=["record", "status", "approved_at", "approved_by", "approval_note"])
    paper = MinutesPaper.objects.create(minutes=minutes)
    MinutesPaper.nudge_after_commit(paper.pk)

    log.record(meeting.engagement.case, "minutes.approved", by=by, meeting=meeting.title)


@transaction.atomic
def add_to_minutes(minutes: Minutes, *, text: str, by: Actor) -> Addendum:
    """Add to approved minutes, which stay as they are, and write to those who got them. The same again is added once.

    Raises ActionError without a text, where they are not approved yet, or the course is closed.
    """
    meeting = _lock(minutes)
    if not text.strip():
        raise ActionError("Skriv, hvad der skal rettes eller tilføjes.")
    if not minutes.is_approved:
        raise ActionError("Referatet er ikke godkendt endnu. Ret det i stedet.")
    known = minutes.addenda.filter(text=text.strip()).first()
    if known:
        return known
    addendum = Addendum.objects.create(minutes=minutes, text=text.strip(), by=by.person)

    log.record(meeting.engagement.case, "minutes.added_to", by=by, meeting=meeting.title)
    for person in recipients(meeting):
        outbox.queue(minutes_emails.added_to(addendum, person))
    return addendum


def _lock(minutes: Minutes) -> Meeting:
    """Lock course, meeting and minutes. Raises ActionError where the course is closed."""
    meeting = minutes.meeting
    lock_meeting(meeting)
    lock(minutes)
    minutes.meeting = meeting
    return meeting


def _refuse_unfinished(minutes: Minutes) -> None:
    if not minutes.meeting.is_held:
        raise ActionError("Notér først mødet som holdt.")
    if is_empty(minutes.content):
        raise ActionError("Der står ikke noget i referatet endnu.")
