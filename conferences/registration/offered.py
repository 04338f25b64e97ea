"""What there is to choose among on the page where one registers: workshops by the time at which they begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from conferences.programme.models import Event, Workshop
from conferences.registration import seats
from conferences.registration.models import WorkshopChoice


@dataclass(frozen=True)
class Offer:
    """A workshop, how many seats are left in it, and how many wait."""

    workshop: Workshop
    free: int
    waiting: int

    @property
    def is_full(self) -> bool:
        return not self.free or bool(self.waiting)

    @property
    def label(self) -> str:
        """The workshop as one chooses it: with its seats, or the number one would have in the line."""
        if self.is_full:
            return f"{self.workshop.title} (fuld: man kommer på venteliste)"
        return f"{self.workshop.title} ({self.free} {'plads' if self.free == 1 else 'pladser'} tilbage)"


@dataclass(frozen=True)
class Round:
    """The workshops that begin together."""

    name: str
    title: str
    offers: list[Offer]


def rounds(event: Event) -> list[Round]:
    """The event's workshops by the time at which they begin, in two or three queries."""
    workshops = list(event.workshops.order_by("starts_at", "room", "title", "pk"))
    if not workshops:
        return []
    left, waiting = seats.of_workshops(workshops), _waiting(workshops)
    offers = [Offer(one, left[one.pk].free, waiting.get(one.pk, 0)) for one in workshops]
    together = groupby(offers, key=lambda offer: offer.workshop.starts_at)
    return [
        Round(f"workshop_{number}", f"Workshop kl. {starts_at:%H.%M}", list(same))
        for number, (starts_at, same) in enumerate(together, 1)
    ]


def _waiting(workshops: Iterable[Workshop]) -> dict:
    """How many wait for each of these workshops with a number in its line."""
    found: dict = {}
    rows = WorkshopChoice.objects.waiting().filter(workshop__in=workshops).order_by()
    for key in rows.values_list("workshop", flat=True):
        found[key] = found.get(key, 0) + 1
    return found
