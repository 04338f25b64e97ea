"""The list of an event's registrations as managers narrow it, and its rows; as plain values, for there are many."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from conferences.programme.models import Event, Workshop
from conferences.registration.chosen import FACTS as CHOSEN
from conferences.registration.chosen import Chosen, by_guest
from conferences.registration.models import Allowance, GuestRole, Registration, RegistrationStatus, WorkshopChoice
from conferences.registration.models.registrations import STATUS_KINDS
from conferences.registration.seats import TAKEN
from praksis.prepared import Prepared

# So many rows of a file have their workshops read at once.
AT_ONCE = 500
# Longer numbers are no guest's.
LONGEST_NUMBER = 6
ROLES: dict[str, str] = {key: str(label) for key, label in GuestRole.choices}
STATUSES: dict[str, str] = {key: str(label) for key, label in RegistrationStatus.choices}
FACTS = (
    *("pk", "number", "name", "email", "workplace", "municipality__short_name", "role", "status", "waiting_number"),
    *("on_list", "registered_at", "came_at"),
)


CAME, MISSED = "kom", "udeblev"
# Asked for once somebody was let in
ATTENDANCE = {CAME: "Kom", MISSED: "Udeblev"}


@dataclass(frozen=True)
class Row:
    """One registration, as the list shows and exports it."""

    pk: UUID
    number: int
    name: str
    email: str
    workplace: str
    municipality: str
    role: str
    status: str
    waiting_number: int | None
    on_list: bool
    registered_at: datetime
    came_at: datetime | None
    workshops: tuple[str, ...]

    @property
    def is_erased(self) -> bool:
        return not self.name

    @property
    def is_waiting(self) -> bool:
        return self.status == RegistrationStatus.WAITING

    @property
    def attendance_word(self) -> str:
        """Whether they came; nothing of those who had no seat. Meant where it was noted at the door at all."""
        if self.came_at:
            return ATTENDANCE[CAME]
        return ATTENDANCE[MISSED] if self.status == RegistrationStatus.SEATED else ""

    @property
    def role_word(self) -> str:
        return ROLES[self.role]

    @property
    def status_word(self) -> str:
        return STATUSES[self.status]

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS[RegistrationStatus(self.status)]


@dataclass(frozen=True)
class Held:
    """The seats held for a municipality, and how many of them are taken and waited for."""

    allowance: Allowance
    taken: int
    waiting: int

    @property
    def unused(self) -> int:
        return max(self.allowance.seats - self.taken, 0)


@dataclass(frozen=True)
class Counts:
    """How the seats of an event stand."""

    capacity: int
    seated: int
    held: int
    waiting: int
    cancelled: int
    came: int

    @property
    def too_many(self) -> int:
        """How many more are taken and held than there are, as when the capacity was lowered."""
        return max(self.seated + self.held - self.capacity, 0)


class GuestList:
    """An event's registrations as an address asks for them: by words, status, workshop, role and attendance.

    What the address asks for and there is not, is as if it did not ask.
    """

    def __init__(self, query: Mapping[str, str], event: Event, workshops: Sequence[Workshop]):
        self.event = event
        self.workshops = workshops
        self.words = query.get("q", "").replace("\0", "").strip()
        self.of_status = _one_of(STATUSES, query.get("status", ""))
        self.of_role = _one_of(ROLES, query.get("rolle", ""))
        self.of_attendance = _one_of(ATTENDANCE, query.get("fremmoede", ""))
        self.of_workshop = next((one for one in workshops if str(one.pk) == query.get("workshop")), None)

    @property
    def address(self) -> str:
        """What narrows the list, as it stands in an address."""
        workshop = self.of_workshop.pk if self.of_workshop else ""
        asked = {"q": self.words, "status": self.of_status, "workshop": workshop, "rolle": self.of_role}
        asked["fremmoede"] = self.of_attendance
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def ordered(self) -> QuerySet[Registration]:
        """Those asked for by name; the waiting list alone in the order in which it is moved up."""
        rows = self.event.registrations.all()
        for word in self.words.split():
            rows = rows.filter(_has(word))
        if self.of_status:
            rows = rows.filter(status=self.of_status)
        if self.of_role:
            rows = rows.filter(role=self.of_role)
        if self.of_attendance == CAME:
            rows = rows.came()
        elif self.of_attendance == MISSED:
            rows = rows.seated().filter(came_at=None)
        if self.of_workshop:
            rows = rows.filter(choices__workshop=self.of_workshop)
        if self.of_status == RegistrationStatus.WAITING:
            return rows.order_by("waiting_number")
        return rows.order_by("name", "number")


def rows_of(facts: Iterable[tuple]) -> list[Row]:
    """The rows of registrations whose FACTS these are, in the same order; their workshops in one query."""
    known = list(facts)
    chosen = _workshops([each[0] for each in known])
    return [_row(each, chosen.get(each[0], [])) for each in known]


def rows_with(keys: Sequence[UUID]) -> list[Row]:
    """The rows of the registrations with these keys, in the same order; whoever is deleted meanwhile is left out."""
    found = {facts[0]: facts for facts in Registration.objects.filter(pk__in=keys).values_list(*FACTS)}
    return rows_of([found[key] for key in keys if key in found])


def all_rows(guests: QuerySet[Registration]) -> Iterator[Row]:
    """The rows of all these registrations, some at a time: of the rest nothing but the keys is kept meanwhile."""
    keys = list(guests.values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield from rows_with(keys[start : start + AT_ONCE])


def counts(event: Event, held_seats: Iterable[Held]) -> Counts:
    """How many have a seat, wait, gave up and came, and how many of the seats held today nobody has taken."""
    rows = event.registrations.order_by().values_list("status").annotate(number_of=Count("*"), came=Count("came_at"))
    found = list(rows)
    numbers = dict.fromkeys(STATUSES, 0) | {status: number for status, number, _ in found}
    is_held = event.holds_seats_on(timezone.localdate())
    held = sum(one.unused for one in held_seats) if is_held else 0
    return Counts(event.capacity, held=held, came=sum(came for *_, came in found), **numbers)


def held_seats(event: Event) -> list[Held]:
    """The seats that are held at an event, by the municipality's name; in one query."""
    waiting = Count("registrations", filter=Q(registrations__status=RegistrationStatus.WAITING))
    rows: Any = event.allowances.annotate(taken=TAKEN, waiting=waiting).select_related("organisation")
    return [Held(one, one.taken, one.waiting) for one in rows.order_by("organisation__name", "pk")]


def _one_of(known: Iterable[str], asked: str) -> str:
    return asked if asked in known else ""


def _has(word: str) -> Q:
    """That a word stands in the name, the workplace or the address, or is the registration's number."""
    found = Q(name__icontains=word) | Q(workplace__icontains=word) | Q(email__icontains=word)
    if word.isascii() and word.isdigit() and len(word) <= LONGEST_NUMBER:
        found |= Q(number=int(word))
    return found


def _workshops(keys: list[UUID]) -> dict[UUID, list[str]]:
    """The workshops of these registrations in the order of the day, each in words."""
    return {key: [_in_words(one) for one in each] for key, each in by_guest(_CHOICES.all(keys=keys)).items()}


def _in_words(one: Chosen) -> str:
    state = "" if one.seat else f" (nummer {one.waiting_number} på venteliste)" if one.waiting_number else " (ønske)"
    return f"{one.title}{state}"


def _choices(keys: list[UUID]) -> QuerySet:
    return WorkshopChoice.objects.filter(registration__among=keys).order_by("pk").values_list(*CHOSEN)


# For every page of the list, and for every few hundred rows of a file
_CHOICES = Prepared(_choices)


def _row(facts: tuple, workshops: list[str]) -> Row:
    pk, number, name, email, workplace, municipality, role, status, waiting_number, on_list, registered_at, came_at = (
        facts
    )
    return Row(
        pk=pk,
        number=number,
        name=name,
        email=email,
        workplace=workplace,
        municipality=municipality or "",
        role=role,
        status=status,
        waiting_number=waiting_number,
        on_list=on_list,
        registered_at=registered_at,
        came_at=came_at,
        workshops=tuple(workshops),
    )
