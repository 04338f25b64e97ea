"""Guests who press at the same time, sixteen of them in flight, and what somebody who looks on sees meanwhile."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration import actions
from conferences.registration.models import GuestRole, Registration
from praksis.cases.actors import SYSTEM

IN_FLIGHT = 16
# Seconds between two looks
EVERY = 0.02


def together(presses: Iterable[Callable[[], Any]]) -> list[Any]:
    """Press sixteen at a time, each with a connection of its own; what each returned or raised, in their order."""

    def one(press: Callable[[], Any]) -> Any:
        try:
            return press()
        except Exception as error:  # noqa: BLE001 - what went wrong is the result
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(IN_FLIGHT) as crowd:
        return list(crowd.map(one, presses))


def registering(event: Event, name: str, booking: UUID) -> Callable[[], list[Registration]]:
    """One press of the button by a guest of this name."""
    guest = actions.Guest(name=name, email=f"{name}@x.example", workplace="Børnehuset", role=GuestRole.STAFF)

    def press():
        mine = Event.objects.select_related("case").get(pk=event.pk)
        return actions.register(mine, [guest], booking=booking, received_at=timezone.now())

    return press


def cancelling(registration: Registration) -> Callable[[], None]:
    """One press of the button that cancels."""

    def press():
        mine = Registration.objects.select_related("event__case", "link").get(pk=registration.pk)
        return actions.cancel(mine, by=SYSTEM)

    return press


def promoting(event: Event) -> Callable[[], list[Registration]]:
    """One run of the job that moves up."""
    return lambda: actions.move_up(Event.objects.select_related("case").get(pk=event.pk))


@contextmanager
def watching(event: Event):
    """Look at how many have seats, again and again; yields what was seen."""
    seen: list[int] = []
    over = threading.Event()

    def look():
        try:
            seen.append(0)
            while not over.wait(timeout=EVERY):
                seen.append(Registration.objects.seated().filter(event=event).count())
        finally:
            connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()
