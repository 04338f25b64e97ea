"""The workshops that guests chose, as the public reads of them: not as they stand in a draft."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from conferences.registration.models import WorkshopChoice

# What is read of a choice: `WorkshopChoice.objects….values_list(*FACTS)`
FACTS = (
    "registration",
    "seat",
    "waiting_number",
    "workshop__title",
    "workshop__room",
    "workshop__starts_at",
    "workshop__shown",
)


def in_order(choices: Iterable[WorkshopChoice]) -> list[WorkshopChoice]:
    """The choices of one guest in the order of the day, as the public reads of them."""
    return sorted(choices, key=lambda one: (one.shown.starts_at, one.shown.title, one.pk))


class Chosen(NamedTuple):
    """A workshop that somebody chose: when it begins ("11.00"), and the seat or number they have in it."""

    begins: str
    title: str
    room: str
    seat: int | None
    waiting_number: int | None

    @property
    def line(self) -> str:
        """Such as "11.00 Leg for alle, lokale 3"."""
        return f"{self.begins} {self.title}{f', {self.room}' if self.room else ''}"


def by_guest(rows: Iterable[tuple]) -> dict[UUID, list[Chosen]]:
    """The workshops of each registration in the order of the day."""
    found: dict[UUID, list[Chosen]] = {}
    for key, seat, number, title, room, starts_at, shown in rows:
        begins = f"{starts_at:%H.%M}"
        if shown:
            begins, title, room = shown["starts_at"].replace(":", "."), shown["title"], shown["room"]
        found.setdefault(key, []).append(Chosen(begins, title, room, seat, number))
    for chosen in found.values():
        chosen.sort(key=lambda one: (one.begins, one.title))
    return found
