"""What somebody is to do after a meeting: agreed, changed, done, taken back, or dropped with a reason."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from engagements.meetings.actions.guards import lock_meeting
from engagements.meetings.models import FollowUp, Meeting, MinutesStatus, Side
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import short_date
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def agree_follow_up(
    meeting: Meeting, *, what: str, owner: str, side: Side, due_on: date, email: str = "", by: Actor
) -> FollowUp:
    """Write down what somebody is to do. The same again gives the first one.

    Raises ActionError for a date before the meeting, without owner or words, where the meeting has not
    begun or is called off, its minutes are sent, or the course is closed.
    """
    lock_meeting(meeting)
    if meeting.is_cancelled or not meeting.has_begun:
        raise ActionError("I kan skrive opfølgning, når mødet er begyndt.")
    minutes = getattr(meeting, "minutes", None)
    if minutes and minutes.status != MinutesStatus.DRAFT:
        raise ActionError("Referatet er sendt. Skriv opfølgningen på det næste møde.")
    facts = _facts(meeting, what, owner, side, due_on, email)
    known = meeting.follow_ups.open().filter(**facts).first()
    if known:
        return known
    follow_up = FollowUp.objects.create(meeting=meeting, **facts, created_by=by.person)

    log.record(meeting.engagement.case, "follow_up.agreed", by=by, **_told(follow_up))
    return follow_up


@transaction.atomic
def change_follow_up(
    follow_up: FollowUp, *, what: str, owner: str, side: Side, due_on: date, email: str = "", by: Actor
) -> None:
    """Change what is to be done, whose it is or by when. The same facts again change nothing.

    Raises ActionError for a date before the meeting, without owner or words, where it is done or
    dropped, or the course is closed.
    """
    meeting = _lock_open(follow_up)
    if not follow_up.is_open:
        raise ActionError(f"Opfølgningen er {follow_up.status_word.lower()} og kan ikke ændres.")
    facts = _facts(meeting, what, owner, side, due_on, email)
    if all(getattr(follow_up, field) == value for field, value in facts.items()):
        return
    for field, value in facts.items():
        setattr(follow_up, field, value)
    follow_up.save(update_fields=list(facts))

    log.record(meeting.engagement.case, "follow_up.changed", by=by, **_told(follow_up))


@transaction.atomic
def complete_follow_up(follow_up: FollowUp, *, by: Actor) -> None:
    """Note that it is done. Twice changes nothing. Raises ActionError where it is dropped, or the course is closed."""
    meeting = _lock_open(follow_up)
    if follow_up.done_at:
        return
    if follow_up.dropped_at:
        raise ActionError("Opfølgningen er droppet.")
    follow_up.done_at, follow_up.done_by = timezone.now(), by.user
    follow_up.save(update_fields=["done_at", "done_by"])

    log.record(meeting.engagement.case, "follow_up.done", by=by, what=follow_up.what)


@transaction.atomic
def reopen_follow_up(follow_up: FollowUp, *, by: Actor) -> None:
    """Take it back that it is done or dropped. Where it is open nothing changes.

    Raises ActionError where the course is closed.
    """
    meeting = _lock_open(follow_up)
    if follow_up.is_open:
        return
    follow_up.done_at = follow_up.done_by = follow_up.dropped_at = follow_up.dropped_by = None
    follow_up.drop_reason = ""
    follow_up.save(update_fields=["done_at", "done_by", "dropped_at", "dropped_by", "drop_reason"])

    log.record(meeting.engagement.case, "follow_up.reopened", by=by, what=follow_up.what)


@transaction.atomic
def drop_follow_up(follow_up: FollowUp, *, reason: str, by: Actor) -> None:
    """Let it be, and say why. Twice changes nothing.

    Raises ActionError without a reason, where it is done, or the course is closed.
    """
    meeting = _lock_open(follow_up)
    if follow_up.dropped_at:
        return
    if follow_up.done_at:
        raise ActionError("Opfølgningen er gjort.")
    if not reason.strip():
        raise ActionError("Skriv, hvorfor det ikke skal gøres alligevel.")
    follow_up.dropped_at, follow_up.dropped_by = timezone.now(), by.user
    follow_up.drop_reason = reason.strip()
    follow_up.save(update_fields=["dropped_at", "dropped_by", "drop_reason"])

    log.record(meeting.engagement.case, "follow_up.dropped", by=by, what=follow_up.what)


def _lock_open(follow_up: FollowUp) -> Meeting:
    """Lock course, meeting and follow-up. Raises ActionError where the course is closed."""
    meeting = follow_up.meeting
    lock_meeting(meeting)
    lock(follow_up)
    follow_up.meeting = meeting
    return meeting


def _facts(meeting: Meeting, what: str, owner: str, side: Side, due_on: date, email: str) -> dict[str, Any]:
    facts = {"what": what.strip(), "owner": owner.strip(), "side": side, "email": email.strip().lower()}
    if not facts["what"]:
        raise ActionError("Skriv, hvad der skal gøres.")
    if not facts["owner"]:
        raise ActionError("Skriv, hvem der gør det.")
    met_on = timezone.localdate(meeting.starts_at)
    if due_on < met_on:
        raise ActionError(f"Datoen ligger før mødet, som var {short_date(met_on)}.", field="due_on")
    return {**facts, "due_on": due_on}


def _told(follow_up: FollowUp) -> dict[str, str]:
    return {"what": follow_up.what, "owner": follow_up.owner, "due": short_date(follow_up.due_on)}
