"""Registering for an event: one person, or several from the same workplace at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from conferences.programme.models import Event, Workshop
from conferences.registration import emails, seats
from conferences.registration.actions.promoting import move_up
from conferences.registration.models import (
    Allowance,
    GuestRole,
    Registration,
    RegistrationStatus,
    WorkshopChoice,
)
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links, outbox
from praksis.mail.models import Purpose
from praksis.organisations.models import Municipality


class WorkshopFull(ActionError):
    """A workshop that was shown as free has been filled meanwhile. Nothing is saved."""

    def __init__(self, guest: int, workshop: Workshop):
        super().__init__(
            f"»{workshop.as_shown.title}« er blevet fyldt, siden du åbnede siden. Vælg en anden, eller send igen for "
            "at komme på ventelisten."
        )
        # Which of the guests it concerns, counted from 0
        self.guest = guest
        self.workshop = workshop


class WorkshopGone(ActionError):
    """A workshop that one could choose has been taken out of the programme meanwhile. Nothing is saved."""

    def __init__(self, workshop: Workshop):
        super().__init__(
            f"»{workshop.as_shown.title}« er taget ud af programmet, siden du åbnede siden. Vælg en anden."
        )


@dataclass(frozen=True)
class Guest:
    """Somebody who is to be registered, as typed."""

    name: str
    email: str
    workplace: str
    role: GuestRole
    municipality: Municipality | None = None
    food: str = ""
    access: str = ""
    on_list: bool = False
    workshops: Sequence[Workshop] = field(default_factory=list)


@transaction.atomic
def register(
    event: Event,
    guests: Sequence[Guest],
    *,
    booking: UUID,
    received_at: datetime,
    allowance: Allowance | None = None,
    may_wait_for: Collection[UUID] = (),
    by: Actor | None = None,
) -> list[Registration]:
    """Give each guest a seat, or a number on the waiting list, and write to them.

    `booking` is the form's own key: the same people sent twice are registered once, and others who are sent from a page
    that a browser has kept are registered too. `may_wait_for` holds the ids of the workshops that were shown as full.
    Somebody who is registered already is sent their registration again and told nothing here, and is not in what is
    returned. `by` is a manager who does it for them: until the day begins, whatever the dates for registration, and
    told who is registered already.

    Raises ActionError outside the dates for registration, for a theme day without seats held for the guests, and for
    two workshops at the same time; WorkshopFull where one has been filled meanwhile, WorkshopGone where one has been
    taken out.
    """
    lock(event)
    typed = {guest.email.lower() for guest in guests}
    known = list(event.registrations.active().filter(Q(booking=booking) | Q(email__in=typed)))
    before = [one for one in known if one.booking == booking]
    if before and typed <= {one.email for one in before}:
        return before
    _refuse_closed(event, received_at, allowance, by)
    if by and (there := [one for one in known if one.email in typed]):
        raise ActionError(f"Adressen er allerede tilmeldt, som nummer {there[0].number}.", field="email")

    last = event.registrations.aggregate(
        number=Max("number"),
        waiting=Max("waiting_number"),
        in_line=Count("pk", filter=Q(status=RegistrationStatus.WAITING)),
    )
    wanted = list({workshop.pk: workshop for guest in guests for workshop in guest.workshops}.values())
    lines = seats.lines_anew(wanted)
    refuse_gone(wanted, lines)
    for guest in guests:
        refuse_at_once(guest.workshops)
    if last["in_line"] or any(line.free and line.waiting for line in lines.values()):
        # Whoever waits comes before whoever comes now.
        move_up(event)
        lines = seats.lines(wanted)
    free = seats.EventSeats(event, timezone.localdate())
    addresses = {one.email: one for one in known}
    number, waiting = last["number"] or 0, last["waiting"] or 0
    made = []
    for index, guest in enumerate(guests):
        email = guest.email.lower()
        if email in addresses:
            outbox.queue(emails.registered_already(addresses[email], at=received_at))
            continue
        seat = free.take(allowance.pk if allowance else None)
        number += 1
        waiting += not seat
        registration = _registration(event, guest, number, allowance, booking)
        registration.status = RegistrationStatus.SEATED if seat else RegistrationStatus.WAITING
        registration.seat, registration.waiting_number = seat, None if seat else waiting
        registration.save(force_insert=True)
        chosen = _chosen(registration, guest, index, lines, may_wait_for)
        addresses[email] = registration
        made.append(registration)

        assert registration.link
        actor = by or Actor.by_link(registration.link, name=f"Tilmelding {number}")
        log.record(event.case, "registration.made", by=actor, number=number, how="" if seat else " til ventelisten")
        outbox.queue(emails.received(registration, chosen))
    return made


def refuse_at_once(workshops: Sequence[Workshop]) -> None:
    """Raise ActionError where two of the workshops share some of their time."""
    for index, one in enumerate(workshops):
        for other in workshops[index + 1 :]:
            if seats.overlap(one, other):
                titles = f"»{one.as_shown.title}« og »{other.as_shown.title}«"
                raise ActionError(f"{titles} ligger på samme tid. Vælg en af dem.")


def refuse_gone(workshops: Sequence[Workshop], lines: Mapping[UUID, seats.Line]) -> None:
    """Raise WorkshopGone where one of the workshops has no line: it cannot be chosen any longer."""
    for workshop in workshops:
        if workshop.pk not in lines:
            raise WorkshopGone(workshop)


def _refuse_closed(event: Event, received_at: datetime, allowance: Allowance | None, by: Actor | None) -> None:
    if by:
        if not event.is_published:
            raise ActionError("Programmet er ikke offentliggjort, så ingen kan tilmeldes.")
        if event.has_begun(received_at):
            raise ActionError("Dagen er begyndt, så ingen kan tilmeldes her længere.")
        if event.is_theme_day and allowance is None:
            raise ActionError("Vælg den kommune, som gæsten kommer fra.", field="allowance")
        return
    if not event.takes_registrations_at(received_at):
        raise ActionError("Tilmeldingen er ikke åben.")
    if event.is_theme_day and allowance is None:
        raise ActionError("Temadagen er for kommuner i et forløb. Brug det link, som jeres tovholder har fået.")


def _registration(event, guest, number, allowance, booking) -> Registration:
    registration = Registration(
        event=event,
        number=number,
        name=guest.name,
        email=guest.email.lower(),
        workplace=guest.workplace,
        municipality=guest.municipality,
        role=guest.role,
        food=guest.food,
        access=guest.access,
        on_list=guest.on_list,
        allowance=allowance,
        booking=booking,
        erased_on=event.erased_on,
    )
    registration.link = links.create(
        Purpose.SEE_REGISTRATION,
        object_id=registration.pk,
        recipient=registration.email,
        expires_at=event.links_end_at,
    )
    return registration


def _chosen(
    registration: Registration,
    guest: Guest,
    index: int,
    lines: Mapping[UUID, seats.Line],
    may_wait_for: Collection[UUID],
) -> list[WorkshopChoice]:
    """The guest's workshops as they are kept: with seats, with numbers, or as wishes of somebody who waits."""
    choices = [WorkshopChoice(registration=registration, workshop=workshop) for workshop in guest.workshops]
    for choice in choices if registration.is_seated else ():
        lines[choice.workshop_id].place(choice)
        if choice.is_waiting and choice.workshop_id not in may_wait_for:
            raise WorkshopFull(index, choice.workshop)
    return WorkshopChoice.objects.bulk_create(choices)
