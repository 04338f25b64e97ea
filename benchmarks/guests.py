"""Guests who all register for one event at once, on a whole installation of real processes."""

import random
import re
import threading
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.urls import reverse
from django.utils import timezone

from benchmarks.rows import Row
from benchmarks.seen import Seen, figures, tail
from conferences import reference as conferences
from conferences.programme.models import Event
from praksis.cases.actors import SYSTEM
from praksis.mail.models import Email
from tests.drills.people import Person, all_at_once

GUESTS, IN_FLIGHT, SECONDS = 500, 100, 60
# What a guest waits at most for a page, in milliseconds
MOST_WAIT = 1500
# Who chooses a workshop that is filled meanwhile is told so, and sends again: so often at most.
MOST_TIMES = 5


@dataclass
class Crowd:
    """What guests saw who registered, what of it is missing, and what more than there may be is taken."""

    seen: Seen
    missing: int
    broken: list[str]


def register(address: str, *, guests: int, capacity: int, seconds: float) -> Crowd:
    """Let so many guests open the page and register, each from another internet address, some time in these seconds.

    The page is what each of them sends its form from, with the key that it holds. Each chooses a workshop in the order
    of the list, so that the first ones fill up; whoever is told that one has been filled meanwhile sends again, and
    waits. The processes must trust one proxy.
    """
    event, seen = _event_to_fill(capacity), Seen()
    path = reverse("conferences:register", args=[event.slug])
    workshops = [str(pk) for pk in event.workshops.order_by("title").values_list("pk", flat=True)]
    chance, pause, began = random.Random(1), threading.Event(), time.monotonic()
    moments = sorted(chance.uniform(0, seconds) for _ in range(guests))

    def live(number: int) -> None:
        pause.wait(began + moments[number] - time.monotonic())
        person, headers = Person(address), {"X-Forwarded-For": f"10.1.{number >> 8}.{number & 255}"}
        page = person.get(path, **headers)
        seen.note(page, wrote=False, what="registration page")
        for _ in range(MOST_TIMES):
            typed = {name: _value(page.text, name) for name in ("key", "fulde", "antal")}
            guest = {"name": f"Gæst {number}", "email": f"rush{number}@kommune.example", "role": "staff"}
            guest["workshop_1"] = workshops[number % len(workshops)]
            typed |= {"workplace": "Æblehaven", "municipality": "ingen"}
            page = person.post(path, typed | {f"gaest1-{name}": text for name, text in guest.items()}, **headers)
            if page.status != 422:
                break
        seen.note(page, wrote=True, what="registration")

    all_at_once([partial(live, number) for number in range(guests)], in_flight=IN_FLIGHT)
    seen.seconds = time.monotonic() - began
    stored = event.registrations.count()
    letters = Email.objects.filter(case=event.case_id, key__startswith="registration.received")
    return Crowd(seen, guests - stored + guests - letters.count(), broken(event))


def _event_to_fill(capacity: int) -> Event:
    """An event with a round of six workshops that have seats for half of its guests."""
    workshops = [
        {"title": f"Workshop {each}", "text": "", "room": "", "theme": "", "speakers": [], "seats": capacity // 12}
        for each in range(6)
    ]
    row = {"kind": "workshops", "starts_at": "10:00", "ends_at": "11:00", "workshops": workshops}
    facts = {**conferences.read("coming_conference"), "seats": capacity, "programme": [row]}
    facts["slug"] = f"tilloeb-{uuid.uuid4().hex[:8]}"
    now, day = timezone.now(), timedelta(days=1)
    return conferences.record(
        facts,
        held_on=timezone.localdate() + 30 * day,
        by=SYSTEM,
        registration_opens_at=now - day,
        registration_closes_at=now + day,
    )


def _value(page: str, name: str) -> str:
    """What the page holds in the hidden field of this name; empty where it has none."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found[1] if found else ""


def broken(event: Event) -> list[str]:
    """What does not hold of an event's seats and numbers: none above the capacity, each given once, none left out."""
    guests, found = event.registrations, []
    taken = min(event.capacity, guests.count())
    numbers = {
        "seats": (guests.seated().values_list("seat", flat=True), taken),
        "waiting numbers": (guests.waiting().values_list("waiting_number", flat=True), guests.count() - taken),
        "numbers": (guests.values_list("number", flat=True), guests.count()),
    }
    for workshop in event.workshops.order_by("title"):
        chosen = workshop.choices.filter(registration__in=guests.seated())
        taken = min(workshop.seats, chosen.count())
        numbers[f"seats of {workshop.title}"] = (chosen.seated().values_list("seat", flat=True), taken)
        line = chosen.waiting().values_list("waiting_number", flat=True)
        numbers[f"line of {workshop.title}"] = (line, chosen.count() - taken)
    for what, (given, number) in numbers.items():
        if sorted(given) != list(range(1, number + 1)):
            found.append(what)
    return found


def crowding(address: str) -> Row:
    """The row of the guests who all register at once."""
    crowd = register(address, guests=GUESTS, capacity=GUESTS * 3 // 5, seconds=SECONDS)
    for what in crowd.broken:
        print(f"does not hold: {what}", flush=True)
    slowest = max(tail(crowd.seen.reads), tail(crowd.seen.writes))
    holds = not (crowd.seen.wrong or crowd.missing or crowd.broken) and slowest <= MOST_WAIT
    what = f"{GUESTS} guests register in {SECONDS} seconds"
    budget = f"no error, none lost, no seat too many, ≤ {MOST_WAIT:,} ms"
    return Row(what, figures(crowd.seen, crowd.missing), budget, holds)
