"""Whether the composition depends on one reviewer, one weight or where exactly a threshold lies.

Each scenario changes one thing and looks for the best balanced sets anew. An applicant counts in a scenario where it is
in all of its best sets: with "in 11 of 13" beside a name, nobody needs to trust one set of weights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from applications.allocation.sums.balance import Balance, values
from applications.allocation.sums.considerations import scaled
from applications.allocation.sums.merit import merits
from applications.allocation.sums.snapshot import Snapshot

THRESHOLDS = {"thresholds:+10": Fraction(11, 10), "thresholds:-10": Fraction(9, 10)}

Merits = Mapping[str, Fraction]


def stress(snapshot: Snapshot, balance: Balance, calibrated: Merits | None) -> dict[str, object]:
    """The scenarios by name, and of how many of them each applicant is part."""
    names, counts = [], dict.fromkeys(snapshot.keys, 0)
    for name, changed, of in scenarios(snapshot, balance, calibrated):
        names.append(name)
        of_merits = values(of)
        best = changed.best(of_merits)
        for applicant in changed.paths(best.combination).in_every_best(of_merits.of):
            counts[applicant] += 1
    return {"scenarios": sorted(names), "in": counts}


def scenarios(snapshot: Snapshot, balance: Balance, calibrated: Merits | None) -> Iterator[tuple[str, Balance, Merits]]:
    """Each scenario's name, what sets can meet in it, and its merits."""
    base = lows(snapshot)
    yield "base", balance, base
    for reviewer, others in _without_one(snapshot):
        yield f"without:{reviewer}", balance, lows(others)
    for criterion in snapshot.criteria:
        rest = tuple(each for each in snapshot.criteria if each != criterion)
        doubled = (*rest, replace(criterion, weight=2 * criterion.weight))
        yield f"double:{criterion.key}", balance, lows(replace(snapshot, criteria=doubled))
        if rest:
            yield f"drop:{criterion.key}", balance, lows(replace(snapshot, criteria=rest))
    if calibrated is not None:
        yield "calibrated", balance, calibrated
    for name, factor in THRESHOLDS.items():
        moved = scaled(snapshot.considerations, factor)
        yield name, Balance(moved, snapshot.applicants, snapshot.k), base


def lows(snapshot: Snapshot) -> dict[str, Fraction]:
    """The merits, and of a range the lowest."""
    return {applicant: merit.low for applicant, merit in merits(snapshot).items()}


# A reviewer is left out only where everybody still has a review: a merit out of nothing would tell of nothing.
def _without_one(snapshot: Snapshot) -> Iterator[tuple[str, Snapshot]]:
    for reviewer in sorted({review.reviewer for review in snapshot.reviews}):
        others = tuple(review for review in snapshot.reviews if review.reviewer != reviewer)
        if {review.applicant for review in others} == set(snapshot.keys):
            yield reviewer, replace(snapshot, reviews=others)
