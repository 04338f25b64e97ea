"""What in a programme cannot be so: two things at once in a room or by one speaker, and what lies outside the day."""

from collections.abc import Iterable
from datetime import time
from itertools import combinations

from conferences.programme.content import PAUSE, Item


def clashes(items: Iterable[Item]) -> list[str]:
    """A sentence for each room, and for each speaker, that has two sessions at once."""
    found = []
    taught = [item for item in items if item.kind != PAUSE]
    for one, other in combinations(taught, 2):
        if not one.overlaps(other.starts_at, other.ends_at):
            continue
        both = f"»{one.title}« kl. {one.hours} og »{other.title}« kl. {other.hours}"
        if one.room and one.room.strip().casefold() == other.room.strip().casefold():
            found.append(f"{one.room} er brugt to gange samtidig: {both}.")
        there = {person.id for person in other.speakers}
        found += [f"{person.name} er to steder samtidig: {both}." for person in one.speakers if person.id in there]
    return found


def outside(items: Iterable[Item], starts_at: time, ends_at: time) -> list[str]:
    """A sentence for each session that lies outside the day; those who arrive may have their coffee before it."""
    return [
        f"»{item.title}« kl. {item.hours} ligger uden for dagen, som går fra kl. {starts_at:%H.%M} til {ends_at:%H.%M}."
        for item in items
        if item.ends_at > ends_at or (item.starts_at < starts_at and item.kind != PAUSE)
    ]


def busy(items: Iterable[Item], speaker: str, starts_at: time, ends_at: time) -> Item | None:
    """The first session in which the speaker of that id is then; None where there is none."""
    return next(
        (
            item
            for item in items
            if item.overlaps(starts_at, ends_at) and speaker in {person.id for person in item.speakers}
        ),
        None,
    )
