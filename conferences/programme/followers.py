"""What later rooms do, in the same transaction, when what the public reads of an event changes.

This room does not know them: each registers in apps.py in one line.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from conferences.programme.content import Item
from conferences.programme.models import Event
from praksis.cases.actors import Actor


@dataclass(frozen=True)
class Facts:
    """When and where an event is, and what it is called."""

    title: str
    held_on: date
    starts_at: time
    ends_at: time
    where: str

    @classmethod
    def of(cls, event: Event) -> "Facts":
        """The facts as they stand."""
        return cls(event.title, event.held_on, event.starts_at, event.ends_at, event.where)


@dataclass(frozen=True)
class News:
    """That the public reads something else from now on: the facts and the programme before, and as they are."""

    event: Event
    facts_before: Facts
    before: Sequence[Item]
    after: Sequence[Item]
    by: Actor


_of_changes: list[Callable[[News], None]] = []
_of_calling_off: list[Callable[[Event, Actor], None]] = []


def register(of_changes: Callable[[News], None], of_calling_off: Callable[[Event, Actor], None]) -> None:
    """Add what a room does when something has changed, and when an event is called off. Called from apps.py."""
    _of_changes.append(of_changes)
    _of_calling_off.append(of_calling_off)


def tell(news: News) -> None:
    """Let every room do its part; a failure rolls all of it back."""
    for follower in _of_changes:
        follower(news)


def tell_called_off(event: Event, by: Actor) -> None:
    """The same of an event that is called off."""
    for follower in _of_calling_off:
        follower(event, by)
