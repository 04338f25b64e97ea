"""Letting somebody in by their registration."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from conferences.door import room
from conferences.door.models import Entry, EntryKind
from conferences.programme.models import Event
from conferences.registration.actions.promoting import settle_wishes
from conferences.registration.models import Registration, RegistrationStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError

HOW = {
    RegistrationStatus.SEATED: "",
    RegistrationStatus.WAITING: " fra ventelisten",
    RegistrationStatus.CANCELLED: " efter at være afmeldt",
}


@dataclass(frozen=True)
class Result:
    """Whose registration it is in the end, and whether the press changed anything."""

    registration: Registration
    has_changed: bool


@transaction.atomic
def let_in(
    registration: Registration,
    *,
    at: datetime,
    by: Actor,
    key: UUID | None = None,
    is_fact: bool = False,
) -> Result:
    """Note that a guest came. Twice is once, and the earlier time stands.

    Somebody on the waiting list or cancelled is let in too where there is room. `is_fact` is said of what was decided
    without network: the guest is inside already, so it is noted however full it is. A later undoing stands.

    Raises ActionError where it is full, and for a key that was used for something else.
    """
    event = registration.event
    lock(event)
    lock(registration)
    key = key or uuid4()
    if found := known(key, event):
        return Result(found.registration, has_changed=False)
    registration = _active(registration, event)
    if registration.came_at or Entry.objects.is_overtaken(registration, at):
        note(registration, EntryKind.IN, key, at=at, by=by, has_changed=False)
        return Result(registration, has_changed=False)

    before = RegistrationStatus(registration.status)
    number = registration.seat or room.free_number(event, registration.allowance_id)
    if not is_fact:
        room.refuse_full(event, timezone.now(), number=number)
    if before != RegistrationStatus.SEATED:
        registration.become(RegistrationStatus.SEATED)
    registration.seat, registration.came_at, registration.cancelled_at = number, at, None
    registration.save(update_fields=["status", "seat", "came_at", "cancelled_at"])
    if before == RegistrationStatus.WAITING:
        settle_wishes(registration)

    note(registration, EntryKind.IN, key, at=at, by=by, has_changed=True, status_before=before)
    log.record(event.case, "door.let_in", by=by, number=registration.number, how=HOW[before])
    return Result(registration, has_changed=True)


def known(key: UUID, event: Event) -> Entry | None:
    """The entry that was sent with this key before. Raises ActionError where it was sent to another event."""
    found = Entry.objects.select_related("registration").filter(pk=key).first()
    if found and found.registration.event_id != event.pk:
        raise ActionError("Indtjekningen hører til et andet arrangement. Tjek gæsten ind igen.")
    return found


def note(registration: Registration, kind: EntryKind, key: UUID, *, at: datetime, by: Actor, **facts) -> Entry:
    """Keep the press itself."""
    return Entry.objects.create(pk=key, registration=registration, kind=kind, at=at, by=by.person, **facts)


def _active(registration: Registration, event: Event) -> Registration:
    """The registration that holds somebody's address now: whoever cancelled may have registered again since."""
    if not registration.is_cancelled or not registration.email:
        return registration
    again = event.registrations.active().filter(email=registration.email).first()
    if again:
        lock(again)
    return again or registration
