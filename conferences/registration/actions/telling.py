"""What managers send again, and that a list was taken out."""

from datetime import datetime

from django.db import transaction

from conferences.programme.models import Event
from conferences.registration import emails
from conferences.registration.models import Allowance, Registration
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import outbox


@transaction.atomic
def send_again(registration: Registration, *, at: datetime, by: Actor) -> None:
    """Send a guest their registration once more, with the same personal link; within an hour twice is once.

    Raises ActionError where the registration is cancelled or has no address, the event is called off or the day over.
    """
    lock(registration.event)
    lock(registration)
    if registration.is_cancelled:
        raise ActionError("Tilmeldingen er afmeldt, så der er ikke noget at sende.")
    if registration.event.is_called_off:
        raise ActionError("Arrangementet er aflyst, så mailen sendes ikke igen.")
    if not registration.email or registration.link is None:
        raise ActionError("Tilmeldingen har ingen mailadresse.")
    if at > registration.event.ends_on_the_day_at:
        raise ActionError("Dagen er holdt, så mailen sendes ikke igen.")

    letter = emails.sent_again(registration, at=at)
    if outbox.queue(letter).pk == letter.pk:
        log.record(registration.event.case, "registration.sent_again", by=by, number=registration.number)


@transaction.atomic
def send_allowance_link(allowance: Allowance, *, to: str, at: datetime, by: Actor) -> None:
    """Send the link to the seats that are held to somebody who passes it on; within an hour twice is once.

    Raises ActionError where it would lead nowhere: the programme is not public, registration has no dates or is over.
    """
    event = allowance.event
    lock(event)
    lock(allowance)
    if not event.is_published:
        raise ActionError("Programmet er ikke offentliggjort, så linket virker ikke endnu.")
    if event.registration_closes_at is None:
        raise ActionError("Skriv først på arrangementet, hvornår man kan tilmelde sig.")
    if at > event.registration_closes_at:
        raise ActionError("Tilmeldingen er lukket, så linket virker ikke længere.")

    letter = emails.allowance_link(allowance, to=to.lower(), at=at)
    if outbox.queue(letter).pk == letter.pk:
        log.record(event.case, "event.seats_link_sent", by=by, party=allowance.organisation.name)


@transaction.atomic
def note_export(event: Event, kind: str, *, number: int, by: Actor) -> None:
    """Note that so many registrations were taken out. What was searched for may be a guest's name, and is left out."""
    log.record(event.case, "event.guests_exported", by=by, format=kind, number=number)


@transaction.atomic
def note_list_export(event: Event, kind: str, *, number: int, by: Actor) -> None:
    """Note that the list of so many participants, as the participants see it, was taken out."""
    log.record(event.case, "event.list_exported", by=by, format=kind, number=number)


@transaction.atomic
def note_kitchen_export(event: Event, kind: str, *, number: int, by: Actor) -> None:
    """Note that the needs of so many guests were taken out."""
    log.record(event.case, "event.kitchen_exported", by=by, format=kind, number=number)
