"""What the wings above know of the consultants' time. Each wing says in its apps.py who is to be asked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID


class Firm(NamedTuple):
    """That a consultant is on something from one day to another, with so many hours in each of its months."""

    consultant: UUID
    what: str
    url: str
    first: date
    last: date
    hours_per_month: Decimal


class Expected(NamedTuple):
    """Something that a consultant can be pencilled in for: its case, its days, and what it is assumed to take."""

    case: UUID
    what: str
    first: date
    last: date
    hours_per_month: Decimal


@dataclass(frozen=True)
class Source:
    """How one wing answers; each function in one query."""

    # What consultants are on between two days; of these consultants, or of all where none are given
    firm: Callable[[date, date, list[UUID] | None], list[Firm]]
    # The minutes of meetings by consultant and month, held and agreed, between two days
    spent: Callable[[date, date, list[UUID] | None], dict[tuple[UUID, date], int]]
    expected: Callable[[], list[Expected]]


_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a wing's; called once from its apps.py."""
    _sources.append(source)


def firm(first: date, last: date, consultants: list[UUID] | None = None) -> list[Firm]:
    """All that consultants are on between two days."""
    return [one for source in _sources for one in source.firm(first, last, consultants)]


def spent(first: date, last: date, consultants: list[UUID] | None = None) -> dict[tuple[UUID, date], int]:
    """The minutes of their meetings by consultant and month."""
    minutes: dict[tuple[UUID, date], int] = {}
    for source in _sources:
        for key, number in source.spent(first, last, consultants).items():
            minutes[key] = minutes.get(key, 0) + number
    return minutes


def expected() -> list[Expected]:
    """What consultants can be pencilled in for now."""
    return [one for source in _sources for one in source.expected()]
