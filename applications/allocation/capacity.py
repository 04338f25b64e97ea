"""How much time the running minis take, as a later wing can tell: courses and meetings are not known here."""

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


_readers: list[Callable[[], RunningMinis]] = []


def register(read: Callable[[], RunningMinis]) -> None:
    """Say who knows; called from a wing's apps.py. The last one is asked."""
    _readers[:] = [read]


def running_minis() -> RunningMinis | None:
    """The running minis, in one query; None where no wing knows of courses."""
    return _readers[0]() if _readers else None
