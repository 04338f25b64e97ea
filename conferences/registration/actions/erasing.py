"""Erasing what is kept of guests: their needs the day after the event, the rest on the date that was promised them.

What stays is figures: that somebody with this role from this municipality was registered, and what they chose.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import erasing
from praksis.mail.models import PersonalLink

# So many guests of an event at once: who comes to its pages meanwhile does not wait for thousands.
AT_ONCE = 500
NEEDS = ~Q(food="", access="")
# Whatever of a registration can tell who it is
NAMED = ~Q(name="", email="", workplace="", food="", access="", on_list=False)


@dataclass(frozen=True)
class Due:
    """What is to be erased of one event's guests: of how many, and from which day; no day where it is of none."""

    event: Event
    needs: int
    guests: int
    guests_on: date | None

    @property
    def needs_on(self) -> date | None:
        return self.event.held_on + timedelta(days=1) if self.needs else None


def due(today: date) -> list[Due]:
    """What is to be erased on that day or should have been before, the event held first in front. Changes nothing.

    Nothing is erased of an event that is still to come, however far it was put off.
    """
    needs = Q(registrations__in=Registration.objects.filter(NEEDS))
    guests = Q(registrations__in=Registration.objects.filter(NAMED, erased_on__lte=today))
    events = Event.objects.filter(held_on__lt=today).annotate(
        needs=Count("registrations", filter=needs),
        guests=Count("registrations", filter=guests),
        guests_on=Min("registrations__erased_on", filter=guests),
    )
    found = events.filter(Q(needs__gt=0) | Q(guests__gt=0)).select_related("case").order_by("held_on", "slug")
    return [Due(event, event.needs, event.guests, event.guests_on) for event in found]


def erase_due() -> None:
    """Erase what is due today. What was erased before is not erased again, and not told of again."""
    today = timezone.localdate()
    for line in due(today):
        if line.needs:
            erase_needs(line.event)
        left = line.event.registrations.filter(NAMED, erased_on__lte=today).order_by("number")
        while line.guests and (batch := list(left[:AT_ONCE])):
            erase(batch)


@transaction.atomic
def erase_needs(event: Event) -> int:
    """Erase which food the guests asked for and what else they need; return of how many.

    Raises ActionError before the day after the event.
    """
    lock(event)
    _refuse_before(event)
    number = event.registrations.filter(NEEDS).update(food="", access="")
    if number:
        log.record(event.case, "event.needs_erased", by=SYSTEM, number=number)
    return number


@transaction.atomic
def erase(registrations: Iterable[Registration]) -> int:
    """Erase all that names these guests, also in the letters they were sent; return how many there were.

    Role, municipality, seat and workshops stay, for the figures. Raises ActionError before the day after the event.
    """
    keys = [registration.pk for registration in registrations]
    events = Event.objects.filter(registrations__in=keys).select_related("case").distinct().order_by("pk")
    return sum(_erase_at(event, keys) for event in events)


def _erase_at(event: Event, keys: list) -> int:
    lock(event)
    _refuse_before(event)
    found = list(event.registrations.filter(NAMED, pk__in=keys).values_list("pk", flat=True))
    if not found:
        return 0
    erasing.erase(list(PersonalLink.objects.filter(registration__in=found)))
    Registration.objects.filter(pk__in=found).update(name="", email="", workplace="", food="", access="", on_list=False)
    log.record(event.case, "registration.erased", by=SYSTEM, number=len(found))
    return len(found)


def _refuse_before(event: Event) -> None:
    if timezone.localdate() <= event.held_on:
        raise ActionError("Oplysningerne bruges på dagen. De kan slettes dagen efter.")
