"""What can be said of a set that a person has chosen, beside what was calculated: data without words.

Nothing here changes or proposes a choice. Source for what must be explained: Folketingets Ombudsmand 2012-18, a refusal
must name the considerations that decided it.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from applications.allocation.sums.considerations import met
from applications.allocation.sums.merit import comparison, merits
from applications.allocation.sums.snapshot import Snapshot


@dataclass(frozen=True)
class Difference:
    """A chosen set against a calculated one.

    `per_place` is how many points per place the chosen one lies below it, None where it has not as many applicants.
    `nearest` is the one of the calculated sets that most of the chosen are in; `only_chosen` and `only_calculated` are
    who is in one of both alone.
    """

    per_place: float | None
    nearest: tuple[str, ...]
    only_chosen: tuple[str, ...]
    only_calculated: tuple[str, ...]


@dataclass(frozen=True)
class Board:
    """What the board of a chosen set shows: its sum of merit in points, and which considerations it meets."""

    points: float
    meets: Mapping[str, bool]
    to_best_on_merit: Difference
    to_best_balanced: Difference


class Kind(Enum):
    """Why a choice must be explained."""

    WEAKER_FIRST = "weaker_first"
    NEAR_TIE = "near_tie"
    NOT_MET = "not_met"
    FREE_PLACES = "free_places"


@dataclass(frozen=True)
class Explanation:
    """One thing that a reason is asked for; what does not belong to its kind is None.

    WEAKER_FIRST and NEAR_TIE: `chosen` is in the set and `passed_over` is not. NOT_MET: the `consideration`, which some
    set could meet. FREE_PLACES: how many `places` more could be filled.
    """

    kind: Kind
    chosen: str | None = None
    passed_over: str | None = None
    consideration: str | None = None
    places: int | None = None


def board(snapshot: Snapshot, analysis: Mapping[str, Any], chosen: Collection[str]) -> Board:
    """The board of these applicants, `analysis` being the snapshot's.

    Raises ValueError for a key that is no applicant's.
    """
    _refuse_strangers(snapshot, chosen)
    found = merits(snapshot)
    lows = {applicant: merit.low for applicant, merit in found.items()}
    return Board(
        points=float(_sum(lows, chosen)),
        meets=_met(snapshot, chosen),
        to_best_on_merit=_difference(lows, chosen, analysis["best_on_merit"]["sets"]),
        to_best_balanced=_difference(lows, chosen, analysis["best_balanced"]["sets"]),
    )


def explanations(snapshot: Snapshot, analysis: Mapping[str, Any], chosen: Collection[str]) -> list[Explanation]:
    """What must be explained of this choice, `analysis` being the snapshot's: in a fixed order, the pairs by key.

    Raises ValueError for a key that is no applicant's.
    """
    _refuse_strangers(snapshot, chosen)
    meets = _met(snapshot, chosen)
    asked = [*_pairs(snapshot, chosen)]
    for consideration, is_feasible in analysis["feasible"].items():
        if is_feasible and not meets[consideration]:
            asked.append(Explanation(Kind.NOT_MET, consideration=consideration))
    if len(chosen) < snapshot.k:
        asked.append(Explanation(Kind.FREE_PLACES, places=snapshot.k - len(chosen)))
    return asked


def _pairs(snapshot: Snapshot, chosen: Collection[str]) -> Iterable[Explanation]:
    """Of everybody chosen and everybody not: whether merit speaks against it, or is too close to speak at all."""
    compared = comparison(snapshot)
    passed_over = [applicant for applicant in snapshot.keys if applicant not in chosen]
    pairs = [(one, other) for one in sorted(chosen) for other in passed_over]
    near = {pair for pair in pairs if compared.near_tied(*pair)}
    for one, other in pairs:
        if compared.merit[one] < compared.merit[other] and (one, other) not in near:
            yield Explanation(Kind.WEAKER_FIRST, chosen=one, passed_over=other)
    for one, other in pairs:
        if (one, other) in near:
            yield Explanation(Kind.NEAR_TIE, chosen=one, passed_over=other)


def _difference(lows: Mapping[str, Fraction], chosen: Collection[str], sets: list[list[str]]) -> Difference:
    mine = set(chosen)
    nearest = max(sets, key=lambda each: len(mine & set(each)))
    is_comparable = len(mine) == len(nearest) > 0
    return Difference(
        per_place=float((_sum(lows, nearest) - _sum(lows, mine)) / len(nearest)) if is_comparable else None,
        nearest=tuple(nearest),
        only_chosen=tuple(sorted(mine - set(nearest))),
        only_calculated=tuple(sorted(set(nearest) - mine)),
    )


def _met(snapshot: Snapshot, chosen: Collection[str]) -> dict[str, bool]:
    return met(snapshot.considerations, [each for each in snapshot.applicants if each.key in chosen])


def _sum(lows: Mapping[str, Fraction], keys: Iterable[str]) -> Fraction:
    return sum((lows[key] for key in keys), Fraction(0))


def _refuse_strangers(snapshot: Snapshot, chosen: Collection[str]) -> None:
    strangers = sorted(set(chosen) - set(snapshot.keys))
    if strangers or len(set(chosen)) != len(chosen):
        raise ValueError(f"Not a set of this round's applicants: {', '.join(strangers or sorted(chosen))}")
