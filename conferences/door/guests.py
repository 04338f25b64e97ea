"""The guests as the door sees them: who they are and where they go, and nothing else. Plain values: there are many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from conferences.programme.models import Event
from conferences.registration.chosen import FACTS as CHOSEN
from conferences.registration.chosen import by_guest
from conferences.registration.models import Registration, RegistrationStatus, WorkshopChoice
from conferences.registration.models.registrations import STATUS_KINDS

# Nobody is searched for by more; a database gives up on many.
MOST_WORDS = 10
FACTS = ("pk", "number", "name", "workplace", "municipality__short_name", "status", "came_at")


@dataclass(frozen=True, slots=True)
class Row:
    """One guest at the door."""

    pk: UUID
    number: int
    name: str
    workplace: str
    municipality: str
    status: str
    came_at: datetime | None
    workshops: tuple[str, ...]

    @property
    def has_come(self) -> bool:
        return self.came_at is not None

    @property
    def is_usual(self) -> bool:
        """Whether their status need not be told: they have a seat."""
        return self.status == RegistrationStatus.SEATED

    @property
    def status_word(self) -> str:
        return RegistrationStatus(self.status).label

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS[RegistrationStatus(self.status)]


@dataclass(frozen=True)
class Counts:
    """How many have come, of how many with a seat, and how many there is room for."""

    came: int
    seated: int
    capacity: int

    @property
    def is_too_full(self) -> bool:
        return self.came > self.capacity


def found(event: Event, words: str) -> QuerySet[Registration]:
    """The guests by name; those who cancelled only where they are searched for."""
    rows = event.registrations.all() if words else event.registrations.active()
    for word in words.split()[:MOST_WORDS]:
        has = Q(name__icontains=word) | Q(workplace__icontains=word) | Q(municipality__short_name__icontains=word)
        rows = rows.filter(has)
    return rows.order_by("name", "number")


def rows_of(facts: Iterable[tuple], chosen: dict[UUID, list[str]]) -> list[Row]:
    """The rows of registrations whose FACTS these are, in the same order."""
    return [
        Row(
            pk=pk,
            number=number,
            name=name or f"Tilmelding {number}",
            workplace=workplace,
            municipality=municipality or "",
            status=status,
            came_at=came_at,
            workshops=tuple(chosen.get(pk, [])),
        )
        for pk, number, name, workplace, municipality, status, came_at in facts
    ]


def workshops(choices: QuerySet[WorkshopChoice]) -> dict[UUID, list[str]]:
    """Where each guest goes: the workshops that they have a seat in, with their rooms, in the order of the day."""
    rows = choices.filter(seat__isnull=False).order_by("pk").values_list(*CHOSEN)
    return {key: [one.line for one in each] for key, each in by_guest(rows).items()}


def counts(event: Event) -> Counts:
    """How many have come, in one query."""
    came, seated = Count("pk", filter=Q(came_at__isnull=False)), Count("pk", filter=Q(status=RegistrationStatus.SEATED))
    return Counts(capacity=event.capacity, **event.registrations.order_by().aggregate(came=came, seated=seated))


def present(event: Event) -> dict[str, str]:
    """Who is there, and since when: for the devices."""
    rows = event.registrations.came().order_by("number").values_list("pk", "came_at")
    return {str(pk): came_at.isoformat() for pk, came_at in rows}


def everybody(event: Event) -> list[dict[str, Any]]:
    """All guests, those too who cancelled: what a device keeps for the day; in two queries."""
    facts = event.registrations.order_by("name", "number").values_list(*FACTS)
    chosen = workshops(WorkshopChoice.objects.filter(registration__event=event))
    return [
        {
            "id": str(row.pk),
            "name": row.name,
            "workplace": row.workplace,
            "municipality": row.municipality,
            "status": row.status,
            "status_word": "" if row.is_usual else row.status_word,
            "workshops": row.workshops,
        }
        for row in rows_of(facts, chosen)
    ]
