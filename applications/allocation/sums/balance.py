"""The best set on merit, the best that is balanced, and what each consideration costs.

Sources: Bredereck et al., AAAI 2018 (the best committee under conditions of diversity); Liesiö, Mild and Salo, EJOR
181, 2007 (projects that are in every good portfolio, in some, in none).
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from applications.allocation.sums.considerations import traits
from applications.allocation.sums.search import Paths, Ways
from applications.allocation.sums.snapshot import Applicant, Considerations

LISTED = 50  # sets in a list
COUNTED = 10_000  # near-best sets


@dataclass(frozen=True)
class Values:
    """Merits as whole numbers, which a search adds quickly and exactly: `unit` of them are one point."""

    of: Mapping[str, int]
    unit: int

    def points(self, value: int) -> Fraction:
        """A sum of values in points."""
        return Fraction(value, self.unit)


def values(merits: Mapping[str, Fraction]) -> Values:
    """The merits in the largest unit in which all of them are whole."""
    unit = math.lcm(*(merit.denominator for merit in merits.values()))
    return Values({applicant: int(merit * unit) for applicant, merit in merits.items()}, unit)


@dataclass(frozen=True)
class Best:
    """The highest sum, and which combination of considerations its sets meet."""

    combination: tuple[str, ...]
    value: int


class Balance:
    """What sets of k applicants can meet. It follows from facts and thresholds alone, so it holds for any merits.

    `feasible` says of each consideration in use whether some set meets it. `combinations` are the largest ones of the
    feasible that a set can meet together, sorted: one, of them all, unless they cannot be met together.
    """

    def __init__(self, considerations: Considerations, applicants: Iterable[Applicant], k: int):
        brought = {applicant.key: traits(considerations, applicant) for applicant in applicants}
        self.k = k
        self._ways = Ways(brought, k, considerations.regions or 0)
        self._paths: dict[frozenset[str], Paths] = {}
        outcomes = {outcome & frozenset(considerations.names) for outcome in self._ways.outcomes()}
        largest = max(len(outcome) for outcome in outcomes)
        self.feasible = {name: any(name in outcome for outcome in outcomes) for name in considerations.names}
        self.combinations = sorted(tuple(sorted(outcome)) for outcome in outcomes if len(outcome) == largest)

    @property
    def goal(self) -> tuple[str, ...]:
        """The feasible considerations, sorted."""
        return tuple(name for name, is_feasible in self.feasible.items() if is_feasible)

    @property
    def is_together(self) -> bool:
        """Whether one set can meet all that are feasible."""
        return self.combinations == [self.goal]

    def paths(self, goal: Iterable[str]) -> Paths:
        """The sets that meet these considerations; some set must."""
        wanted = frozenset(goal)
        if wanted not in self._paths:
            self._paths[wanted] = self._ways.towards(wanted)
        return self._paths[wanted]

    def best(self, of: Values) -> Best:
        """The best that meets all feasible considerations, or the best of the largest combinations that can be met.

        Of two that are exactly as good the first by name.
        """
        found = [Best(combination, self.paths(combination).best(of.of)) for combination in self.combinations]
        return max(found, key=lambda best: best.value)

    def prices(self, of: Values) -> dict[str, object]:
        """What the considerations cost, in points per place: in all, and each of the feasible ones.

        alone = [M(S0) − M(best with only this)] / k, last = [M(best with all the others) − M(S*)] / k. They do not add
        up: what one costs depends on which others are met anyway. `total` and `last` are None where no set meets them
        all.
        """
        on_merit = self.paths(()).best(of.of)
        balanced = self.best(of).value if self.is_together else None

        def price(dearer: int, cheaper: int | None) -> float | None:
            return None if cheaper is None else float(of.points(dearer - cheaper) / self.k)

        found: dict[str, object] = {"total": price(on_merit, balanced)}
        for name in self.goal:
            alone = self.paths([name]).best(of.of)
            last = None
            if balanced is not None:
                others = [other for other in self.goal if other != name]
                last = price(self.paths(others).best(of.of), balanced)
            found[name] = {"alone": price(on_merit, alone), "last": last}
        return found


def listed(paths: Paths, of: Values, worst: int) -> tuple[list[list[str]], bool]:
    """The sets with this sum or more, at most LISTED, sorted; and whether there are more."""
    found = list(islice(paths.sets(of.of, worst), LISTED + 1))
    return sorted(sorted(keys) for keys in found[:LISTED]), len(found) > LISTED


def near_best_worst(balance: Balance, of: Values, near: Fraction) -> int:
    """The lowest value of a near-best set: within `near` points per place of the best that is balanced."""
    return math.ceil(balance.best(of).value - near * balance.k * of.unit)


def near_best(balance: Balance, of: Values, near: Fraction) -> dict[str, object]:
    """How many sets are near-best, and who is in all of them, in some, in none.

    Only for considerations that can be met together. The count ends at COUNTED; the rest is exact whatever their
    number, since it is found by forcing each applicant in and out.
    """
    paths, worst = balance.paths(balance.goal), near_best_worst(balance, of, near)
    count = sum(1 for _ in islice(paths.sets(of.of, worst), COUNTED + 1))
    core, borderline, outside = [], [], []
    for applicant, forced in sorted(paths.forced(of.of).items()):
        if forced.inside is None or forced.inside < worst:
            outside.append(applicant)
        elif forced.outside is None or forced.outside < worst:
            core.append(applicant)
        else:
            borderline.append(applicant)
    return {
        "count": min(count, COUNTED),
        "more": count > COUNTED,
        "core": core,
        "borderline": borderline,
        "outside": outside,
    }


def missing(balance: Balance, of: Values) -> dict[str, float | None]:
    """How many points each applicant's best balanced set lies below the best; None where it is in no balanced set."""
    best = balance.best(of)
    forced = balance.paths(best.combination).forced(of.of)
    return {
        applicant: None if each.inside is None else float(of.points(best.value - each.inside))
        for applicant, each in sorted(forced.items())
    }


def depends(balance: Balance, lows: Values, highs: Mapping[str, int]) -> list[str]:
    """The applicants whose highest merit alone, the others at their lowest, changes which sets are the best.

    `highs` has those whose merit is a range, in the unit of `lows`. Whoever is in all of the best sets, or in no
    balanced set, changes nothing; another does as soon as a set with it is as good as the best without it.
    """
    if not highs:
        return []
    best = balance.best(lows)
    forced = balance.paths(best.combination).forced(lows.of)
    found = []
    for applicant, high in sorted(highs.items()):
        raised = Values({**lows.of, applicant: high}, lows.unit)
        inside, outside = forced[applicant].inside, forced[applicant].outside
        catches_up = (
            inside is not None and outside is not None and inside <= outside <= inside + high - lows.of[applicant]
        )
        if catches_up or balance.best(raised).combination != best.combination:
            found.append(applicant)
    return found
