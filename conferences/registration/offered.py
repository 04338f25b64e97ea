"""What there is to choose among on the page where one registers: workshops by the time at which they begin."""

from dataclasses import dataclass
from itertools import groupby

from conferences.programme.models import Event, Workshop
from conferences.registration import seats


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
    """The event's workshops by the time at which they begin, in two queries."""
    workshops = list(event.workshops.order_by("starts_at", "room", "title", "pk"))
    if not workshops:
        return []
    lines = seats.lines(workshops)
    offers = [Offer(one, lines[one.pk].free, lines[one.pk].waiting) for one in workshops]
    together = groupby(offers, key=lambda offer: offer.workshop.starts_at)
    return [
        Round(f"workshop_{number}", f"Workshop kl. {starts_at:%H.%M}", list(same))
        for number, (starts_at, same) in enumerate(together, 1)
    ]
