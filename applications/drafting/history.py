"""Who changed what, and when: the many small saves of somebody who writes put together. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

# A pause as long as this ends a stretch of writing.
PAUSE = timedelta(minutes=10)


@dataclass(frozen=True)
class Saved:
    """One saved text of one answer, without the text."""

    answer: Any
    revision: int
    at: datetime
    by: str
    label: str
    institution: str


@dataclass(frozen=True)
class Stretch:
    """What one person wrote in one answer without a long pause: its last text, and how often it was saved."""

    last: Saved
    first: Saved
    count: int

    @property
    def before(self) -> int:
        """The revision that stood before it."""
        return self.first.revision - 1


def stretches(saves: Iterable[Saved]) -> list[Stretch]:
    """Saves, the newest first, put together where one person goes on with one answer."""
    found: list[Stretch] = []
    for save in saves:
        newer = found[-1] if found else None
        if newer and _goes_on(newer.first, save):
            found[-1] = Stretch(newer.last, save, newer.count + 1)
        else:
            found.append(Stretch(save, save, 1))
    return found


def _goes_on(newer: Saved, older: Saved) -> bool:
    return (
        (newer.answer, newer.by) == (older.answer, older.by)
        and newer.revision == older.revision + 1
        and newer.at - older.at <= PAUSE
    )
