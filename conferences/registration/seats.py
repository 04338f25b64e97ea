"""The seats of an event and of its workshops, counted under the event's lock.

A seat is a number from 1 to the capacity, and each number is given once: so the database refuses what the count would
have let through (docs/decisions/0013).
"""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial
from uuid import UUID

from django.db.models import Count, Max, Q

from conferences.programme.models import Event, Workshop
from conferences.registration.models import Registration, RegistrationStatus, WorkshopChoice

# In a query of allowances: how many of each one's seats are taken
TAKEN = Count("registrations", filter=Q(registrations__status=RegistrationStatus.SEATED))


class Numbers:
    """Numbered seats, `used` of which are taken. Where the capacity was lowered more may be taken than there are.

    `read` reads the taken numbers one by one, which is asked for only where there are gaps among them: of a full event
    it would be thousands.
    """

    def __init__(self, capacity: int, used: int, highest: int, read: Callable[[], Iterable[int]]):
        self.capacity = capacity
        self.used = used
        self._taken = set(range(1, highest + 1)) if used == highest else None
        self._read = read

    @property
    def free(self) -> int:
        """How many are left, never below none."""
        return max(self.capacity - self.used, 0)

    def take(self) -> int | None:
        """The lowest free number, which is then taken; None where all are."""
        if not self.free:
            return None
        if self._taken is None:
            self._taken = set(self._read())
        # Without gaps it is the one after the last.
        start = 1 if len(self._taken) < max(self._taken, default=0) else len(self._taken) + 1
        number = next(each for each in range(start, self.capacity + 1) if each not in self._taken)
        self._taken.add(number)
        self.used += 1
        return number


class EventSeats:
    """The seats of an event: those that anybody may have, and those held for municipalities in a course."""

    def __init__(self, event: Event, today: date):
        seated = Registration.objects.seated().filter(event=event).order_by()
        found = seated.aggregate(all=Count("pk"), used=Count("seat"), highest=Max("seat"))
        # Whoever was let in for somebody who did not come takes up room too, without a number.
        room = event.capacity - (found["all"] - found["used"])
        read = partial(seated.filter(seat__isnull=False).values_list, "seat", flat=True)
        self._numbers = Numbers(room, found["used"], found["highest"] or 0, read)
        self._held = _unused(event) if event.holds_seats_on(today) else {}

    @property
    def free(self) -> int:
        """How many are left for anybody."""
        return max(self._numbers.free - sum(self._held.values()), 0)

    @property
    def has_any(self) -> bool:
        """Whether somebody can be given a seat at all, of those held too."""
        return bool(self._numbers.free)

    def held_by(self, allowance: UUID) -> int:
        """How many are held by this allowance and still to be had."""
        return min(self._held.get(allowance, 0), self._numbers.free)

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
    rows = event.allowances.annotate(taken=TAKEN).order_by().values_list("pk", "seats", "taken")
    return {pk: max(seats - taken, 0) for pk, seats, taken in rows}


class Line:
    """The seats of a workshop, and those who wait in line for one; `last` is the highest number in the line."""

    def __init__(self, numbers: Numbers, *, last: int = 0, waiting: int = 0):
        self._numbers = numbers
        self._last = last
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


def lines_anew(workshops: Iterable[Workshop]) -> dict[UUID, Line]:
    """The lines of those of these workshops that one can still choose; in one query, or none where there are none.

    Each workshop is read again under the lock, so that what was published since is what counts.
    """
    asked = {workshop.pk: workshop for workshop in workshops}
    counted = {}
    for key, number, shown, *numbers in _counted(asked, "pk", "seats", "shown"):
        asked[key].seats, asked[key].shown = number, shown
        counted[key] = numbers
    return {key: _line(asked[key], *numbers) for key, numbers in counted.items() if asked[key].is_shown}


def lines(workshops: Iterable[Workshop]) -> dict[UUID, Line]:
    """The lines of these workshops, by their ids; in one query, and in none where there are no workshops."""
    asked = {workshop.pk: workshop for workshop in workshops}
    return {key: _line(asked[key], *numbers) for key, *numbers in _counted(asked, "pk")}


def _counted(keys: Collection[UUID], *facts: str) -> Iterable[tuple]:
    """Of each workshop: the facts, how many seats are taken, the highest, the last number in line, how many wait."""
    if not keys:
        return []
    rows = Workshop.objects.filter(pk__in=list(keys)).order_by()
    in_line = Q(choices__seat=None, choices__waiting_number__isnull=False)
    counts = {
        "used": Count("choices__seat"),
        "highest": Max("choices__seat"),
        "last": Max("choices__waiting_number"),
        "in_line": Count("choices", filter=in_line),
    }
    return rows.annotate(**counts).values_list(*facts, *counts)


def _line(workshop: Workshop, used: int, highest: int | None, last: int | None, waiting: int) -> Line:
    numbers = Numbers(workshop.seats_given, used, highest or 0, partial(_taken, workshop))
    return Line(numbers, last=last or 0, waiting=waiting)


def _taken(workshop: Workshop) -> Iterable[int]:
    return WorkshopChoice.objects.seated().filter(workshop=workshop).order_by().values_list("seat", flat=True)


def overlap(one: Workshop, other: Workshop) -> bool:
    """Whether nobody can be in both: as the public reads of them, they share some of their time."""
    shown = other.as_shown
    return one.as_shown.overlaps(shown.starts_at, shown.ends_at)
