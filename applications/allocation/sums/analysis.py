"""Everything that is calculated of a round, in the form in which it is shown, kept and compared years later.

It picks nobody: it says what follows from scores, facts and thresholds that people set.
"""

import math
from collections.abc import Mapping
from typing import Any

from applications.allocation.sums import balance as balancing
from applications.allocation.sums.balance import Balance, Values, listed
from applications.allocation.sums.calibration import calibrated
from applications.allocation.sums.merit import Merit, comparison, merits
from applications.allocation.sums.snapshot import Snapshot
from applications.allocation.sums.stress import stress


def analyse(snapshot: Snapshot) -> dict[str, Any]:
    """The analysis, as docs/allocation.md lists it: only what JSON can hold, and the same for the same snapshot.

    Points are floats, rounded once at the end. A set is a sorted list of keys, a list of sets is sorted. `prices`,
    `near_best` and `stress` are None where there are no more applicants than places, since then nothing is chosen;
    `near_best` is so too where the considerations cannot be met together.
    """
    found, compared, fitted = merits(snapshot), comparison(snapshot), calibrated(snapshot)
    lows, highs = _values(found)
    balance = _balance(snapshot)
    best, is_choice = balance.best(lows), _is_choice(snapshot)
    return {
        "merit": {applicant: _shown(merit) for applicant, merit in found.items()},
        "uncertainty": compared.uncertainty,
        "band": compared.band(snapshot.k),
        "calibrated": fitted and {applicant: float(fitted[applicant]) for applicant in snapshot.keys},
        "depends": balancing.depends(balance, lows, highs),
        "feasible": balance.feasible,
        "best_on_merit": _best(balance, lows, (), balance.paths(()).best(lows.of)),
        "best_balanced": {
            **_best(balance, lows, best.combination, best.value),
            "combination": list(best.combination),
        },
        "prices": balance.prices(lows) if is_choice else None,
        "near_best": balancing.near_best(balance, lows, snapshot.near) if is_choice and balance.is_together else None,
        "missing": balancing.missing(balance, lows),
        "stress": stress(snapshot, balance, fitted) if is_choice else None,
        "sha256": snapshot.sha256,
    }


def near_best_sets(snapshot: Snapshot) -> tuple[list[list[str]], bool]:
    """The near-best sets that `analyse` counts, at most 50 and sorted, and whether there are more.

    There are none where `analyse` counts none.
    """
    balance = _balance(snapshot)
    if not (_is_choice(snapshot) and balance.is_together):
        return [], False
    lows, _ = _values(merits(snapshot))
    return listed(balance.paths(balance.goal), lows, balancing.near_best_worst(balance, lows, snapshot.near))


def _is_choice(snapshot: Snapshot) -> bool:
    return len(snapshot.applicants) > snapshot.places


def _balance(snapshot: Snapshot) -> Balance:
    return Balance(snapshot.considerations, snapshot.applicants, snapshot.k)


def _values(found: Mapping[str, Merit]) -> tuple[Values, dict[str, int]]:
    """The lowest merits as values, and in the same unit the highest of those that are a range."""
    unit = math.lcm(*(end.denominator for merit in found.values() for end in (merit.low, merit.high)))
    lows = {applicant: int(merit.low * unit) for applicant, merit in found.items()}
    highs = {applicant: int(merit.high * unit) for applicant, merit in found.items() if merit.is_range}
    return Values(lows, unit), highs


def _shown(merit: Merit) -> float | dict[str, float]:
    if merit.is_range:
        return {"low": float(merit.low), "high": float(merit.high)}
    return float(merit.low)


def _best(balance: Balance, lows: Values, goal: tuple[str, ...], value: int) -> dict[str, Any]:
    sets, more = listed(balance.paths(goal), lows, value)
    return {"points": float(lows.points(value)), "sets": sets, "more": more}
