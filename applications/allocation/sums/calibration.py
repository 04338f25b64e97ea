"""What merits would be if harsh and mild reviewers were taken into account: beside the merit, never in its place.

Where everybody has read everything a reviewer's strictness falls on all alike, and there is nothing to calibrate.

Source: MacKay et al., R. Soc. Open Sci. 4:160760, 2017 (calibration with confidence): an assessor's total is the
applicant's worth plus the assessor's bias, fitted together by least squares over a connected graph of who read what.
The term that holds a bias near 0 while there is little to judge it by is ours.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from fractions import Fraction

from applications.allocation.sums.merit import Totals, totals
from applications.allocation.sums.snapshot import Snapshot

HOLD = 4  # how many readings it takes to believe half of a reviewer's bias


def calibrated(snapshot: Snapshot) -> dict[str, Fraction] | None:
    """The calibrated merit of each applicant in points.

    None where every reviewer read everything, or the graph of who read what falls apart. A total is what counts as
    having read: whoever has left a criterion out everywhere is no part of the graph.
    """
    found = totals(snapshot)
    if is_full(found, snapshot.keys) or not is_connected(found, snapshot.keys):
        return None
    return fit(found)


def is_full(found: Totals, applicants: Collection[str]) -> bool:
    """Whether every reviewer with a total has one for every applicant."""
    reviewers = {reviewer for reviewer, _ in found}
    return len(found) == len(reviewers) * len(applicants)


def is_connected(found: Totals, applicants: Collection[str]) -> bool:
    """Whether one can get from every applicant to every other by way of reviewers who read both."""
    read, readers = defaultdict(set), defaultdict(set)
    for reviewer, applicant in found:
        read[reviewer].add(applicant)
        readers[applicant].add(reviewer)
    reached: set[str] = set()
    waiting = list(applicants)[:1]
    while waiting:
        applicant = waiting.pop()
        reached.add(applicant)
        for reviewer in readers[applicant]:
            waiting += read.pop(reviewer, ())
    return reached == set(applicants)


def fit(found: Totals) -> dict[str, Fraction]:
    """a(i) for each applicant that has a total: the minimum of Σ (t(r,i) − a(i) − b(r))² + 4·Σ b(r)².

    With a(i) = mean over r of (t(r,i) − b(r)) put in, one equation for each reviewer r is left, which give the biases:
    (n(r) + 4)·b(r) − Σ over i that r read, Σ over r' who read i, of b(r')/n(i) = Σ over i of (t(r,i) − mean of t(·,i)).
    """
    readers: dict[str, dict[str, Fraction]] = defaultdict(dict)
    for (reviewer, applicant), total in found.items():
        readers[applicant][reviewer] = total
    reviewers = sorted({reviewer for reviewer, _ in found})
    row = {reviewer: number for number, reviewer in enumerate(reviewers)}

    equations = [[Fraction(0)] * (len(reviewers) + 1) for _ in reviewers]
    for number, equation in enumerate(equations):
        equation[number] += HOLD
    for given in readers.values():
        mean = _mean(given)
        for reviewer, total in given.items():
            equation = equations[row[reviewer]]
            equation[row[reviewer]] += 1
            equation[-1] += total - mean
            for other in given:
                equation[row[other]] -= Fraction(1, len(given))
    bias = dict(zip(reviewers, _solved(equations), strict=True))
    return {
        applicant: _mean({reviewer: total - bias[reviewer] for reviewer, total in given.items()})
        for applicant, given in readers.items()
    }


def _mean(given: Mapping[str, Fraction]) -> Fraction:
    return sum(given.values(), Fraction(0)) / len(given)


# Gauss and Jordan without looking for a pivot: in each row the diagonal exceeds all the rest, and stays so on the way.
def _solved(equations: list[list[Fraction]]) -> list[Fraction]:
    """The unknowns of as many linear equations; each equation ends with its right-hand side. Changes `equations`."""
    for number, pivot in enumerate(equations):
        pivot[:] = [each / pivot[number] for each in pivot]
        for other in equations:
            factor = other[number]
            if other is not pivot and factor:
                other[:] = [each - factor * mine for each, mine in zip(other, pivot, strict=True)]
    return [equation[-1] for equation in equations]
