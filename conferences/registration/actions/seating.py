"""How many seats there are, and for whom some of them are held."""

from django.db import transaction
from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration.actions.promoting import move_up
from conferences.registration.models import Allowance
from conferences.registration.seats import TAKEN
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.organisations.models import Organisation


@transaction.atomic
def set_capacity(event: Event, capacity: int, *, by: Actor) -> None:
    """Change how many there is room for. Fewer throws nobody out; more lets those who wait in.

    Raises ActionError for less than one.
    """
    if capacity < 1:
        raise ActionError("Skriv mindst én plads.", field="capacity")
    lock(event)
    if capacity == event.capacity:
        return
    before, event.capacity = event.capacity, capacity
    event.save(update_fields=["capacity"])

    log.record(event.case, "event.capacity_changed", by=by, before=before, after=capacity)
    move_up(event)


@transaction.atomic
def give_allowance(event: Event, organisation: Organisation, seats: int, *, by: Actor) -> Allowance:
    """Hold so many seats for an organisation's people, or change how many.

    Fewer than are taken throws nobody out. Raises ActionError for less than one, for more than there is room for beside
    what others have and what is held for others, and where no day is set until which they are held.
    """
    if seats < 1:
        raise ActionError("Skriv mindst én plads.", field="seats")
    lock(event)
    if event.held_until is None:
        raise ActionError("Skriv først på arrangementet, til hvilken dag pladserne holdes.")
    allowance = event.allowances.filter(organisation=organisation).first()
    room = _room_for(event, allowance)
    if seats > room and (allowance is None or seats > allowance.seats):
        raise ActionError(_no_room(room), field="seats")
    if allowance is None:
        allowance = Allowance(event=event, organisation=organisation, made_by=by.person)
        allowance.link = links.create(
            Purpose.REGISTER_FROM_COURSE,
            object_id=allowance.pk,
            recipient="",
            expires_at=event.links_end_at,
        )
    allowance.seats = seats
    allowance.save()

    log.record(event.case, "event.seats_held", by=by, party=organisation.name, seats=seats)
    move_up(event)
    return allowance


@transaction.atomic
def take_away(allowance: Allowance, *, by: Actor) -> None:
    """Stop holding the seats that nobody has taken, so that those who wait may have them.

    Where none is taken the link stops working too, and whoever waits by it waits as everybody else. Raises ActionError
    where all are taken.
    """
    event, party = allowance.event, allowance.organisation.name
    lock(event)
    lock(allowance)
    taken = allowance.registrations.seated().count()
    unused = allowance.seats - taken
    if unused <= 0:
        raise ActionError("Alle pladserne er taget, så der er ingen at give fri.")
    if taken:
        allowance.seats = taken
        allowance.save(update_fields=["seats"])
    else:
        _end(allowance)

    log.record(event.case, "event.seats_let_go", by=by, party=party, seats=unused)
    move_up(event)


def _room_for(event: Event, allowance: Allowance | None) -> int:
    """How many seats can be held by one allowance: all but those that are held for others, or that others have."""
    is_held = event.holds_seats_on(timezone.localdate())
    of_others, own = 0, 0
    for one in event.allowances.annotate(taken=TAKEN):
        if allowance and one.pk == allowance.pk:
            own = one.taken
        elif is_held:
            of_others += max(one.seats - one.taken, 0)
    return max(event.capacity - of_others - (event.registrations.seated().count() - own), 0)


def _no_room(room: int) -> str:
    if not room:
        return "Der er ingen pladser at holde: de er taget, eller de holdes til andre. Sæt flere pladser til først."
    return f"Der er kun {room} at holde af: resten er taget, eller de holdes til andre. Skriv højst {room}."


def _end(allowance: Allowance) -> None:
    allowance.registrations.update(allowance=None)
    link = allowance.link
    allowance.delete()
    if link:
        links.withdraw(link)
