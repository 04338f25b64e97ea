"""Correcting a mistake at the door."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from conferences.door.actions.letting_in import Result, known, note
from conferences.door.models import Entry, EntryKind
from conferences.registration.actions.promoting import move_up
from conferences.registration.models import Registration, RegistrationStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock


@transaction.atomic
def undo(registration: Registration, *, at: datetime, by: Actor, key: UUID | None = None) -> Result:
    """Take back that a guest came: the registration is what it was before, and a walk-in's is cancelled.

    Of somebody who is not in nothing is changed, nor where somebody pressed later than this was pressed. Raises
    ActionError for a key that was used for something else.
    """
    event = registration.event
    lock(event)
    lock(registration)
    key = key or uuid4()
    if found := known(key, event):
        return Result(found.registration, has_changed=False)
    if registration.came_at is None or Entry.objects.is_overtaken(registration, at):
        note(registration, EntryKind.UNDO, key, at=at, by=by, has_changed=False)
        return Result(registration, has_changed=False)

    before = _before(registration)
    registration.came_at = None
    if before != RegistrationStatus.SEATED:
        registration.become(before)
        registration.seat = None
        # What was got with the seat is a wish again, as of everybody who waits.
        registration.choices.update(seat=None, waiting_number=None)
    if before == RegistrationStatus.CANCELLED:
        registration.cancelled_at = timezone.now()
    registration.save(update_fields=["status", "seat", "came_at", "cancelled_at"])

    note(registration, EntryKind.UNDO, key, at=at, by=by, has_changed=True)
    log.record(event.case, "door.undone", by=by, number=registration.number)
    if before != RegistrationStatus.SEATED:
        move_up(event)
    return Result(registration, has_changed=True)


def _before(registration: Registration) -> RegistrationStatus:
    """What the registration was before the guest was let in."""
    last = Entry.objects.last_change(registration)
    if last and last.status_before:
        return RegistrationStatus(last.status_before)
    has_a_seat = registration.seat and not registration.is_walk_in
    return RegistrationStatus.SEATED if has_a_seat else RegistrationStatus.CANCELLED
