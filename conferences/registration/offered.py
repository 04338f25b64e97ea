"""What there is to choose among on the page where one registers: workshops by the time at which they begin."""

from dataclasses import dataclass, replace
from datetime import time
from itertools import groupby

from conferences.programme.content import Item
from conferences.programme.models import Event, Workshop
from conferences.registration import seats
from praksis.danish import seats_in_words


@dataclass(frozen=True)
class Offer:
    """A workshop, how many seats are left in it, and how many wait."""

    workshop: Workshop
    free: int
    waiting: int
    says_hours: bool = False

    @property
    def shown(self) -> Item:
        return self.workshop.as_shown

    @property
    def is_full(self) -> bool:
        return not self.free or bool(self.waiting)

    @property
    def label(self) -> str:
        """The workshop as one chooses it: with its seats, or the number one would have in the line."""
        title = f"{self.shown.title}, kl. {self.shown.hours}" if self.says_hours else self.shown.title
        if self.is_full:
            return f"{title} (fuld: man kommer på venteliste)"
        return f"{title} ({seats_in_words(self.free)} tilbage)"


@dataclass(frozen=True)
class Round:
    """The workshops that begin together."""

    name: str
    title: str
    offers: list[Offer]


def has_workshops(event: Event) -> bool:
    """Whether there is any to choose."""
    return any(one.is_shown for one in event.workshops.only("event", "shown"))


def rounds(event: Event) -> list[Round]:
    """The workshops that the public reads of, by the time at which they begin, in two queries.

    What is only in a draft is not offered, and what was taken out of a draft is until that is made public.
    """
    workshops = [one for one in event.workshops.order_by("pk") if one.is_shown]
    if not workshops:
        return []
    lines = seats.lines(workshops)
    offers = [Offer(one, lines[one.pk].free, lines[one.pk].waiting) for one in workshops]
    offers.sort(key=lambda offer: (offer.shown.starts_at, offer.shown.room, offer.shown.title, offer.shown.id))
    together = groupby(offers, key=lambda offer: offer.shown.starts_at)
    return [_round(f"workshop_{number}", starts_at, list(same)) for number, (starts_at, same) in enumerate(together, 1)]


def _round(name: str, starts_at: time, offers: list[Offer]) -> Round:
    """Those that begin together: with their hours in the heading, or beside each where they end at different times."""
    if len({offer.shown.ends_at for offer in offers}) == 1:
        return Round(name, f"Workshop kl. {offers[0].shown.hours}", offers)
    return Round(name, f"Workshop fra kl. {starts_at:%H.%M}", [replace(offer, says_hours=True) for offer in offers])
