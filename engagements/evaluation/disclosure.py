"""What may be told of answers: nothing that fewer than five stand behind, also not by a subtraction. Pure.

Every figure that leaves the system, on a page or in a file, has gone through `figures` or `merged`.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

FEWEST = 5
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Figure:
    """A mean, from 1 to 5, and how many it is made of."""

    mean: float
    count: int

    @property
    def words(self) -> str:
        """The mean as it is written in Danish: "3,4"."""
        return f"{self.mean:.1f}".replace(".", ",")


@dataclass(frozen=True)
class Figures:
    """What may be told of one statement: of all, and of those groups that may be told of."""

    total: Figure | None
    groups: dict[str, Figure]


def figures(values: Mapping[str, Sequence[int]]) -> Figures:
    """The mean of all the values and of each group's, as far as they may be told.

    With fewer than five in all there is nothing. A group of fewer than five is left out; and where the groups that are
    left out would be fewer than five together, so that the total less the others told what they said, the smallest of
    the others is left out too.
    """
    everybody = [value for group in values.values() for value in group]
    if len(everybody) < FEWEST:
        return Figures(None, {})
    told = may_be_told({key: len(group) for key, group in values.items()})
    return Figures(_figure(everybody), {key: _figure(values[key]) for key in values if key in told})


def may_be_told(sizes: Mapping[str, int]) -> set[str]:
    """Of which groups something may be told beside what is told of all."""
    told = {key for key, size in sizes.items() if size >= FEWEST}
    hidden = sum(size for key, size in sizes.items() if key not in told)
    while told and 0 < hidden < FEWEST:
        smallest = min(told, key=lambda key: (sizes[key], key))
        told.remove(smallest)
        hidden += sizes[smallest]
    return told


def mean_of(told: Iterable[Figure | None]) -> Figure | None:
    """The mean of means that may be told, so that it tells nothing they do not; its count is the smallest of theirs."""
    known = [figure for figure in told if figure]
    if not known:
        return None
    return Figure(sum(figure.mean for figure in known) / len(known), min(figure.count for figure in known))


def merged(waves: Sequence[Sequence[Key]]) -> dict[Key, frozenset[Key]]:
    """Which roles stand as one where answers leave the system row by row: in no wave do fewer than five share one.

    `waves` holds the role of each answer of each wave of one course, every one of them of at least five answers. The
    same roles are merged in all of them, since a person's answers before and after can be joined.
    """
    classes = {role: frozenset([role]) for wave in waves for role in wave}
    while too_small := _too_small(classes, waves):
        # The smallest with the smallest of the others
        sizes = Counter(classes[role] for wave in waves for role in wave)
        other = min((one for one in sizes if one != too_small), key=lambda one: (sizes[one], sorted(map(str, one))))
        together = too_small | other
        classes.update(dict.fromkeys(together, together))
    return classes


def _too_small(classes: dict[Key, frozenset[Key]], waves: Sequence[Sequence[Key]]) -> frozenset[Key] | None:
    small = set()
    for wave in waves:
        sizes = Counter(classes[role] for role in wave)
        small |= {one for one, size in sizes.items() if size < FEWEST}
    return min(small, key=lambda one: (len(one), sorted(map(str, one))), default=None)


def _figure(values: Sequence[int]) -> Figure:
    return Figure(sum(values) / len(values), len(values))
