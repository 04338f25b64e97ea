"""The seats of an event and of its workshops, counted under the event's lock.

A seat is a number from 1 to the capacity, and each number is given once: so the database refuses what the count would
have let through (docs/decisions/0013).
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from conferences.programme.models import Event, Workshop
from conferences.registration.models import Registration, RegistrationStatus, WorkshopChoice


class Numbers:
    """Numbered seats, some of which are taken. Where the capacity was lowered more may be taken than there are."""

    def __init__(self, capacity: int, taken: Iterable[int]):
        self.capacity = capacity
        self.taken = set(taken)

    @property
    def free(self) -> int:
        """How many are left, never below none."""
        return max(self.capacity - len(self.taken), 0)

    def take(self) -> int | None:
        """The lowest free number, which is then taken; None where all are."""
        if not self.free:
            return None
        number = next(each for each in range(1, self.capacity + 1) if each not in self.taken)
        self.taken.add(number)
        return number


class EventSeats:
    """The seats of an event: those that anybody may have, and those held for municipalities in a course."""

    def __init__(self, event: Event, today: date):
        seats = Registration.objects.seated().filter(event=event).values_list("seat", flat=True)
        numbers = [seat for seat in seats if seat]
        # Whoever was let in for somebody who did not come takes up room too, without a number.
        self._numbers = Numbers(event.capacity - (len(seats) - len(numbers)), numbers)
        self._held = _unused(event) if event.holds_seats_on(today) else {}

    @property
    def free(self) -> int:
        """How many are left for anybody."""
        return max(self._numbers.free - sum(self._held.values()), 0)

    @property
    def has_any(self) -> bool:
        """Whether somebody can be given a seat at all, of those held too."""
        return bool(self._numbers.free)

    def take(self, allowance: UUID | None = None) -> int | None:
        """A seat's number, which is then taken: of those held by this allowance first. None where there is none."""
        if allowance and self._held.get(allowance):
            number = self._numbers.take()
            if number:
                self._held[allowance] -= 1
            return number
        return self._numbers.take() if self.free else None


def _unused(event: Event) -> dict[UUID, int]:
    """How many of each allowance's seats nobody has taken yet."""
    used = Count("registrations", filter=Q(registrations__status=RegistrationStatus.SEATED))
    rows = event.allowances.annotate(used=used).order_by().values_list("pk", "seats", "used")
    return {pk: max(seats - taken, 0) for pk, seats, taken in rows}


class Line:
    """The seats of a workshop, and those who wait in line for one: `taken` and `numbers` are what they have."""

    def __init__(self, workshop: Workshop, taken: Iterable[int], numbers: Iterable[int], waiting: int):
        self._numbers = Numbers(workshop.seats, taken)
        self._last = max(numbers, default=0)
        self.waiting = waiting

    @property
    def free(self) -> int:
        """How many seats are left, never below none."""
        return self._numbers.free

    def take(self) -> int | None:
        """The lowest free number for the first in line, which is then taken; None where all are."""
        return self._numbers.take()

    def place(self, choice: WorkshopChoice) -> None:
        """Give a choice a seat, or a number where the workshop is full or others wait for it."""
        seat = None if self.waiting else self.take()
        if seat:
            choice.seat = seat
        else:
            self._last, self.waiting = self._last + 1, self.waiting + 1
            choice.waiting_number = self._last


def lines(workshops: Iterable[Workshop]) -> dict[UUID, Line]:
    """The lines of these workshops, by their ids; in one query, and in none where there are no workshops."""
    found: dict[UUID, list[tuple[int | None, int | None]]] = {workshop.pk: [] for workshop in workshops}
    if found:
        rows = WorkshopChoice.objects.filter(workshop__in=list(found)).order_by()
        for workshop, seat, number in rows.values_list("workshop", "seat", "waiting_number"):
            found[workshop].append((seat, number))
    return {
        workshop.pk: Line(
            workshop,
            [seat for seat, _ in found[workshop.pk] if seat],
            [number for _, number in found[workshop.pk] if number],
            sum(seat is None and number is not None for seat, number in found[workshop.pk]),
        )
        for workshop in workshops
    }


def overlap(one: Workshop, other: Workshop) -> bool:
    """Whether nobody can be in both: they share some of their time."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
