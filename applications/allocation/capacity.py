"""What the courses take of the consultants' time, as a later wing can tell: courses and meetings are not known here."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class RunningMinis:
    """The minis that are not closed, and the minutes of their meetings; each may take `most_each` in all."""

    courses: int
    held: int
    planned: int
    most_each: int

    @property
    def most(self) -> int:
        """What they may take together."""
        return self.courses * self.most_each

    @property
    def left(self) -> int:
        """What is promised to them and not in the calendar yet."""
        return self.most - self.held - self.planned


@dataclass(frozen=True)
class Load:
    """A consultant, and on how many teams of courses that are not closed."""

    name: str
    one_year: int
    minis: int

    @property
    def courses(self) -> int:
        """All of them."""
        return self.one_year + self.minis


# Typically two consultants to a course
TEAM = 2

_loads: list[Callable[[], list[Load]]] = []
_readers: list[Callable[[], RunningMinis]] = []


def register(read: Callable[[], RunningMinis]) -> None:
    """Say who knows; called from a wing's apps.py. The last one is asked."""
    _readers[:] = [read]


def running_minis() -> RunningMinis | None:
    """The running minis, in one query; None where no wing knows of courses."""
    return _readers[0]() if _readers else None


def register_loads(read: Callable[[], list[Load]]) -> None:
    """Say who knows the consultants' teams; called from a wing's apps.py. The last one is asked."""
    _loads[:] = [read]


def loads() -> list[Load]:
    """The consultants by name, in one query; none where no wing knows of courses."""
    return _loads[0]() if _loads else []


def per_consultant(loads: list[Load], more: int = 0) -> float:
    """How many teams a consultant is on, on average, with so many more courses of two consultants each.

    Raises ZeroDivisionError where there is no consultant.
    """
    return (sum(load.courses for load in loads) + TEAM * more) / len(loads)
