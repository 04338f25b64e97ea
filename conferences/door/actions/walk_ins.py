"""Letting somebody in who is not registered."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conferences.door import room
from conferences.door.actions.letting_in import Result, known, note
from conferences.door.models import EntryKind
from conferences.programme.models import Event
from conferences.registration.models import GuestRole, Registration, RegistrationStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.organisations.models import Municipality


@dataclass(frozen=True)
class WalkIn:
    """What somebody tells of themselves at the door."""

    name: str
    workplace: str
    role: GuestRole
    municipality: Municipality | None = None


@transaction.atomic
def let_in_walk_in(event: Event, guest: WalkIn, *, key: UUID, at: datetime, by: Actor, is_fact: bool = False) -> Result:
    """Register somebody who came without being registered, and let them in. `key` is the form's own: twice is once.

    `is_fact` is said of what was decided without network: it is noted however full it is. Raises ActionError where it
    is full, and for a key that was used for something else.
    """
    lock(event)
    if found := known(key, event):
        return Result(found.registration, has_changed=False)
    number = room.free_number(event)
    if not is_fact:
        room.refuse_full(event, timezone.now(), number=number)
    last = event.registrations.aggregate(number=Max("number"))["number"] or 0
    registration = Registration.objects.create(
        event=event,
        number=last + 1,
        name=guest.name,
        workplace=guest.workplace,
        municipality=guest.municipality,
        role=guest.role,
        status=RegistrationStatus.SEATED,
        seat=number,
        booking=key,
        is_walk_in=True,
        came_at=at,
        erased_on=event.erased_on,
    )

    note(registration, EntryKind.IN, key, at=at, by=by, has_changed=True)
    log.record(event.case, "door.walk_in", by=by, number=registration.number)
    return Result(registration, has_changed=True)
