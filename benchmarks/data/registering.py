"""The bench's conferences and who is registered for them: one that is full, one that is open, and those of two years.

The events and their programmes are made by the product's own actions, the registrations in bulk.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from benchmarks.data import words
from benchmarks.data.fill import fill
from conferences import reference
from conferences.programme.models import Event, Workshop
from conferences.registration.models import GuestRole, Registration, RegistrationStatus, WorkshopChoice
from praksis.cases.actors import SYSTEM
from praksis.mail.models import PersonalLink, Purpose
from praksis.themes import Theme

FULL, OPEN = "alle-pladser-er-taget", "kom-med"
# Workshops side by side, and how many of the guests choose one in each of the two rounds
SIDE_BY_SIDE, CHOOSE = 12, (0.9, 0.8)
# Of those who had a seat at an event that is over, so many came.
CAME = 0.85
TOPICS = "Leg Sprog Måltidet Garderoben Uderummet Overgange Forældre Ledelse Ro Musik Bevægelse Venskaber".split()
TABLES = [PersonalLink, Registration, WorkshopChoice]


def make(world) -> None:
    """Every event with its registrations."""
    size, rows = world.size, {model: [] for model in TABLES}
    full = _event(world, FULL, days=45, capacity=size.participants)
    _guests(world, rows, full, seated=size.participants, waiting=size.waiting, cancelled=size.cancelled)
    # The first with a seat, whose own page is looked at
    world.known.guest = str(rows[Registration][0]["id"])
    open_ = _event(world, OPEN, days=75, capacity=size.participants)
    _guests(world, rows, open_, seated=size.registered, waiting=0, cancelled=0)
    for number in range(size.past_events):
        past = _event(world, f"konference-{number + 1}", days=-20 - 30 * number, capacity=size.past_seated)
        _guests(world, rows, past, seated=size.past_seated, waiting=0, cancelled=size.past_cancelled)
    for model in TABLES:
        fill(model, rows[model])
    world.known.full_event, world.known.registering = full.slug, open_.slug


# --- Events -------------------------------------------------------------------------------------------------------


def _event(world, slug: str, *, days: int, capacity: int) -> Event:
    """A public event that is held in so many days: registration is open until the day before."""
    held_on = timezone.localdate() + timedelta(days=days)
    facts = {
        **reference.read("coming_conference"),
        "slug": slug,
        "title": f"Konference {slug}",
        "seats": capacity,
        "programme": list(_programme(capacity)),
    }
    dates = {
        "registration_opens_at": world.ago(60 - min(days, 0)),
        "registration_closes_at": world.ago(-days + 1),
    }
    return reference.record(facts, held_on=held_on, by=SYSTEM, **dates)


def _programme(capacity: int) -> Iterator[dict]:
    """Thirty entries: talks for all, and two rounds of workshops, of which the first are too small for their guests."""
    yield {"kind": "break", "starts_at": "09:00", "ends_at": "09:30", "title": "Ankomst og kaffe"}
    yield _talk("Velkommen", "09:30", "09:45")
    yield _talk("Hvem leger med hvem?", "09:45", "10:45")
    for starts_at, ends_at in (("11:00", "12:00"), ("13:00", "14:00")):
        yield {"kind": "workshops", "starts_at": starts_at, "ends_at": ends_at, "workshops": list(_side(capacity))}
        if starts_at == "11:00":
            yield {"kind": "break", "starts_at": "12:00", "ends_at": "13:00", "title": "Frokost"}
    yield {"kind": "break", "starts_at": "14:00", "ends_at": "14:15", "title": "Kaffe"}
    yield _talk("Tak for i dag", "14:15", "15:00")


def _talk(title: str, starts_at: str, ends_at: str) -> dict:
    speakers = [{"name": "Ingrid Lauge Vestermark", "title": "forsker i børns fællesskaber"}]
    times = {"kind": "talk", "starts_at": starts_at, "ends_at": ends_at, "title": title, "room": "Store sal"}
    return {**times, "text": words.SENTENCES[0], "theme": "", "speakers": speakers}


def _side(capacity: int) -> Iterator[dict]:
    themes = [key for key, _ in Theme.choices]
    for number, topic in enumerate(TOPICS[:SIDE_BY_SIDE]):
        yield {
            "title": f"{topic} i hverdagen",
            "text": words.SENTENCES[number % len(words.SENTENCES)],
            "room": f"Lokale {number + 1}",
            "theme": themes[number % len(themes)],
            "speakers": [{"name": f"Oplægsholder {topic}", "title": "pædagogisk konsulent"}],
            "seats": max(1, capacity // SIDE_BY_SIDE * (4 if number < 3 else 8) // 5),
        }


# --- Guests -------------------------------------------------------------------------------------------------------


def _guests(world, rows: dict, event: Event, *, seated: int, waiting: int, cancelled: int) -> None:
    """Register them in a mixed order; those who wait came last."""
    statuses = [RegistrationStatus.SEATED] * seated + [RegistrationStatus.CANCELLED] * cancelled
    world.rng.shuffle(statuses)
    statuses += [RegistrationStatus.WAITING] * waiting
    lines = _Lines(event)
    numbers = dict.fromkeys(RegistrationStatus, 0)
    for number, status in enumerate(statuses, 1):
        numbers[status] += 1
        row = _guest(world, event, number, status, numbers[status])
        if row["email"]:
            rows[PersonalLink].append(_link(world, event, row))
            row["link_id"] = rows[PersonalLink][-1]["id"]
        rows[Registration].append(row)
        if status != RegistrationStatus.CANCELLED:
            rows[WorkshopChoice] += lines.choose(world, row)


def _guest(world, event: Event, number: int, status: str, place: int) -> dict:
    chance, is_over = world.rng, not event.is_coming
    registered_at = event.registration_opens_at + timedelta(minutes=3 * number)
    is_seated, is_erased = status == RegistrationStatus.SEATED, event.erased_on <= world.now.date()
    municipality = chance.choice(world.municipalities)
    row = {
        "id": world.id(),
        "event_id": event.pk,
        "number": number,
        "name": words.name(chance),
        "email": f"gaest{number}@{event.slug}.example",
        "workplace": words.house(chance.randrange(400)),
        "municipality_id": municipality.pk if chance.random() < 0.9 else None,
        "role": str(chance.choice(GuestRole.values)),
        "food": "Vegetar" if not is_over and number % 5 == 0 else "",
        "access": "Teleslynge" if not is_over and number % 40 == 0 else "",
        "on_list": chance.random() < 0.6,
        "status": str(status),
        "seat": place if is_seated else None,
        "waiting_number": place if status == RegistrationStatus.WAITING else None,
        "registered_at": registered_at,
        "erased_on": event.erased_on,
        "cancelled_at": registered_at + timedelta(days=1) if status == RegistrationStatus.CANCELLED else None,
        "came_at": event.begins_at if is_over and is_seated and chance.random() < CAME else None,
        "booking": world.id(),
    }
    if is_erased:
        row |= {"name": "", "email": "", "workplace": "", "on_list": False}
    return row


def _link(world, event: Event, row: dict) -> dict:
    return {
        "id": world.id(),
        "purpose": str(Purpose.SEE_REGISTRATION),
        "object_id": row["id"],
        "recipient": row["email"],
        "nonce": world.id(),
        "created_at": row["registered_at"],
        "expires_at": event.links_end_at,
    }


class _Lines:
    """The seats of an event's workshops, and those who wait for them, while guests choose."""

    def __init__(self, event: Event):
        self.rounds: dict = {}
        for workshop in event.workshops.order_by("starts_at", "title", "pk"):
            self.rounds.setdefault(workshop.starts_at, []).append(workshop)
        self.taken: dict = {}
        self.waiting: dict = {}

    def choose(self, world, row: dict) -> Iterator[dict]:
        """One workshop in most rounds: a seat, a place in its line, or a wish of somebody who waits for the day."""
        for share, workshops in zip(CHOOSE, self.rounds.values(), strict=True):
            if world.rng.random() < share:
                yield self._choice(world, row, world.rng.choice(workshops))

    def _choice(self, world, row: dict, workshop: Workshop) -> dict:
        choice = {
            "id": world.id(),
            "registration_id": row["id"],
            "workshop_id": workshop.pk,
            "seat": None,
            "waiting_number": None,
            "chosen_at": row["registered_at"],
        }
        if row["status"] == RegistrationStatus.SEATED:
            is_full = self.taken.get(workshop.pk, 0) >= workshop.seats
            counted, name = (self.waiting, "waiting_number") if is_full else (self.taken, "seat")
            choice[name] = counted[workshop.pk] = counted.get(workshop.pk, 0) + 1
        return choice
