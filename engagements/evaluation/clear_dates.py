"""Keeping our surveys clear of the evaluator's dates. Pure: days in, days out."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar


class Period(Protocol):
    """Something that takes up days, the last one included."""

    starts_on: date
    ends_on: date


Taken = TypeVar("Taken", bound=Period)


def overlap(taken: Iterable[Taken], first: date, last: date) -> Taken | None:
    """The first of these periods that shares a day with the days from `first` to `last`."""
    shared = [period for period in taken if period.starts_on <= last and period.ends_on >= first]
    return min(shared, key=lambda period: period.starts_on, default=None)


def next_clear(taken: Iterable[Period], first: date, *, days: int) -> tuple[date, date]:
    """The first and last of so many days in a row that are free, not before `first`."""
    periods = list(taken)
    last = first + timedelta(days=days - 1)
    while met := overlap(periods, first, last):
        first = met.ends_on + timedelta(days=1)
        last = first + timedelta(days=days - 1)
    return first, last
