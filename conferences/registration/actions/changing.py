"""Changing and cancelling a registration, by its holder's link or by a manager for them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from conferences.programme.models import Workshop
from conferences.registration import emails, seats
from conferences.registration.actions.promoting import move_up
from conferences.registration.actions.registering import WorkshopFull, refuse_at_once, refuse_gone
from conferences.registration.models import GuestRole, Registration, RegistrationStatus, WorkshopChoice
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox
from praksis.organisations.models import Municipality


@transaction.atomic
def correct(
    registration: Registration,
    *,
    name: str,
    workplace: str,
    role: GuestRole,
    municipality: Municipality | None,
    food: str,
    access: str,
    on_list: bool,
    by: Actor,
) -> None:
    """Change what a guest told of themselves. The address stays: it is where the link was sent.

    Raises ActionError where the registration is cancelled, or the day has begun.
    """
    _lock_open(registration)
    registration.name, registration.workplace, registration.role = name, workplace, role
    registration.municipality, registration.food, registration.access = municipality, food, access
    registration.on_list = on_list
    registration.save(update_fields=["name", "workplace", "role", "municipality", "food", "access", "on_list"])

    log.record(registration.event.case, "registration.corrected", by=by, number=registration.number)


@transaction.atomic
def choose(
    registration: Registration, workshops: Sequence[Workshop], *, may_wait_for: Collection[UUID] = (), by: Actor
) -> None:
    """Swap workshops: these are the ones that the guest now wants, and what they had besides is let go.

    A seat is kept for as long as the guest waits for another one at the same time. `may_wait_for` holds the ids of the
    workshops that were shown as full. Raises ActionError for two at the same time, where the registration is cancelled,
    the event called off or the day has begun; WorkshopFull where one has been filled meanwhile, WorkshopGone where one
    has been taken out, and then nothing is changed.
    """
    _lock_open(registration)
    had = {choice.workshop_id: choice for choice in registration.choices.select_related("workshop")}
    new = [workshop for workshop in workshops if workshop.pk not in had]
    lines = seats.lines_anew(new)
    refuse_gone(new, lines)
    refuse_at_once([had[workshop.pk].workshop if workshop.pk in had else workshop for workshop in workshops])
    wanted = {workshop.pk for workshop in workshops}
    waited_for = [choice.workshop for key, choice in had.items() if key in wanted and choice.is_waiting]
    kept = {key for key, choice in had.items() if key in wanted or _stands_in(choice, waited_for)}
    if had.keys() == wanted | kept:
        return

    for workshop in new:
        choice = WorkshopChoice(registration=registration, workshop=workshop)
        if registration.is_seated:
            lines[workshop.pk].place(choice)
            if choice.is_waiting and workshop.pk not in may_wait_for:
                raise WorkshopFull(0, workshop)
        choice.save(force_insert=True)
        if choice.is_waiting:
            waited_for.append(workshop)
    for key, choice in had.items():
        if key not in wanted and not _stands_in(choice, waited_for):
            choice.delete()
    registration.calendar_sequence += 1
    registration.save(update_fields=["calendar_sequence"])

    log.record(registration.event.case, "registration.swapped", by=by, number=registration.number)
    outbox.queue(emails.swapped(registration))
    move_up(registration.event)


@transaction.atomic
def cancel(registration: Registration, *, by: Actor) -> None:
    """Give the seat, or the number on the waiting list, back; the next one is moved up. Twice is once.

    Raises ActionError where the event is called off, where the day has begun, and where the guest has come.
    """
    lock(registration.event)
    lock(registration)
    if registration.is_cancelled:
        return
    _refuse_off(registration)
    _refuse_begun(registration)
    if registration.came_at:
        raise ActionError("Gæsten er kommet, så tilmeldingen kan ikke afmeldes.")
    had_a_seat = registration.is_seated
    registration.choices.all().delete()
    registration.become(RegistrationStatus.CANCELLED)
    registration.seat, registration.cancelled_at = None, timezone.now()
    registration.calendar_sequence += 1
    registration.save(update_fields=["status", "seat", "cancelled_at", "calendar_sequence"])

    log.record(registration.event.case, "registration.cancelled", by=by, number=registration.number)
    outbox.queue(emails.cancelled(registration, had_a_seat=had_a_seat))
    move_up(registration.event)


def _stands_in(choice: WorkshopChoice, waited_for: Sequence[Workshop]) -> bool:
    """Whether it is a seat that the guest has while waiting for another workshop at that time."""
    return choice.is_seated and any(seats.overlap(choice.workshop, other) for other in waited_for)


def _lock_open(registration: Registration) -> None:
    lock(registration.event)
    lock(registration)
    if registration.is_cancelled:
        raise ActionError("Tilmeldingen er afmeldt. Vil du med alligevel, så tilmeld dig igen.")
    _refuse_off(registration)
    _refuse_begun(registration)


def _refuse_off(registration: Registration) -> None:
    if registration.event.is_called_off:
        raise ActionError("Arrangementet er aflyst, så der er ikke noget at ændre.")


def _refuse_begun(registration: Registration) -> None:
    if registration.event.has_begun(timezone.now()):
        raise ActionError("Dagen er begyndt, så tilmeldingen kan ikke ændres længere.")
