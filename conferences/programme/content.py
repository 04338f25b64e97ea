"""The programme as one list of items: alike whether it is the draft, or a version that was made public."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import time
from typing import TYPE_CHECKING

from praksis.themes import Theme

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from conferences.programme.models import Event, TaughtSession, Workshop

PAUSE, TALK, WORKSHOP = "pause", "talk", "workshop"


@dataclass(frozen=True)
class Person:
    """A speaker, as the programme names them."""

    id: str
    name: str
    title: str


@dataclass(frozen=True)
class Item:
    """A pause, a talk or a workshop; what a pause has none of is empty. `seats` is 0 where one does not choose."""

    id: str
    kind: str
    starts_at: time
    ends_at: time
    title: str
    text: str = ""
    room: str = ""
    theme: str = ""
    track: str = ""
    seats: int = 0
    speakers: tuple[Person, ...] = ()

    @property
    def theme_name(self) -> str:
        return Theme(self.theme).label if self.theme else ""

    @property
    def starts_and_title(self) -> str:
        """Such as "10.00 Leg for alle"."""
        return f"{self.starts_at:%H.%M} {self.title}"

    @property
    def hours(self) -> str:
        """Such as "10.00–11.15"."""
        return f"{self.starts_at:%H.%M}–{self.ends_at:%H.%M}"

    def overlaps(self, starts_at: time, ends_at: time) -> bool:
        """Whether the two share any time; one that ends as the other begins does not."""
        return self.starts_at < ends_at and starts_at < self.ends_at


def draft(event: "Event", workshops: "Iterable[Workshop] | None" = None) -> list[Item]:
    """The sessions as they stand now, in the order of the day; in five queries.

    `workshops` are the event's where they are at hand already, as `workshops_of` gives them.
    """
    items = [
        Item(str(pause.pk), PAUSE, pause.starts_at, pause.ends_at, pause.title) for pause in event.pauses.order_by("pk")
    ]
    talks = event.talks.order_by("pk").select_related("track").prefetch_related("speakers")
    items += [_taught(TALK, talk) for talk in talks]
    items += [_taught(WORKSHOP, one) for one in (workshops_of(event) if workshops is None else workshops)]
    return in_order(items)


def workshops_of(event: "Event") -> "QuerySet[Workshop]":
    """The workshops of the event's draft with all that the programme tells of them."""
    return event.workshops.filter(is_removed=False).order_by("pk").select_related("track").prefetch_related("speakers")


def in_order(items: Iterable[Item]) -> list[Item]:
    """By time, then by room and title."""
    return sorted(items, key=order)


def order(item: Item) -> tuple[time, time, str, str, str]:
    """What an item is sorted by."""
    return item.starts_at, item.ends_at, item.room, item.title, item.id


def as_json(items: Iterable[Item]) -> list[dict]:
    """What a version keeps: plain values, with times such as "09:30"."""
    return [
        {
            **asdict(item),
            "starts_at": f"{item.starts_at:%H:%M}",
            "ends_at": f"{item.ends_at:%H:%M}",
            # Lists, as JSON gives them back
            "speakers": [asdict(one) for one in item.speakers],
        }
        for item in items
    ]


def from_json(rows: Iterable[dict]) -> list[Item]:
    """The items that a version keeps."""
    return [
        Item(
            **{
                **row,
                "starts_at": time.fromisoformat(row["starts_at"]),
                "ends_at": time.fromisoformat(row["ends_at"]),
                "speakers": tuple(Person(**one) for one in row["speakers"]),
            }
        )
        for row in rows
    ]


def _taught(kind: str, session: "TaughtSession") -> Item:
    return Item(
        id=str(session.pk),
        kind=kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=session.title,
        text=session.text,
        room=session.room,
        theme=session.theme,
        track=session.track.name if session.track else "",
        seats=getattr(session, "seats", 0),
        speakers=tuple(Person(str(one.pk), one.name, one.title) for one in session.speakers.all()),
    )
