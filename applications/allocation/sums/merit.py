"""Merits, how uncertain they are, and who is too close to whom for the difference to mean anything.

Everything is an exact fraction, so that two who have the same scores in another order are exactly tied.

Sources: Pier et al., PNAS 115(12), 2018: reviewers of the same applications agree little, so a merit is shown with its
uncertainty. Heyard et al., arXiv 2102.09958: a band around the funding line, within which merit alone settles nothing.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from applications.allocation.sums.snapshot import HIGHEST, SCALE, Snapshot

# By (reviewer, applicant), in points
Totals = Mapping[tuple[str, str], Fraction]

ZERO = Fraction(0)
HALF_A_LEVEL = Fraction(SCALE, 2 * HIGHEST)  # 12.5 points: what one score cannot tell apart


@dataclass(frozen=True)
class Merit:
    """The merit in points, 0 to 100; a range where nobody scored a criterion, from its lowest score to its highest."""

    low: Fraction
    high: Fraction

    @property
    def is_range(self) -> bool:
        """Whether a score is missing."""
        return self.low != self.high


def merits(snapshot: Snapshot) -> dict[str, Merit]:
    """The merit of each applicant: 100 · Σ w(c)·m(i,c) / (4 · Σ w(c)).

    m(i,c) is the agreed score, or the mean of the scores, of applicant i for criterion c, and w(c) its weight.
    """
    given: dict[tuple[str, str], list[int]] = defaultdict(list)
    for review in snapshot.reviews:
        for key, score in review.scores.items():
            given[review.applicant, key].append(score)
    given.update({of: [score] for of, score in snapshot.agreed.items()})

    weights = sum(criterion.weight for criterion in snapshot.criteria)
    found = {}
    for applicant in snapshot.keys:
        # Whole numbers, by how many gave a score: few fractions are left to add, which takes long.
        sums: dict[int, int] = defaultdict(int)
        unscored = 0
        for criterion in snapshot.criteria:
            scores = given.get((applicant, criterion.key), [])
            sums[len(scores)] += criterion.weight * sum(scores)
            unscored += 0 if scores else criterion.weight
        known = sum(
            (Fraction(SCALE * total, HIGHEST * weights * number) for number, total in sums.items() if number), ZERO
        )
        unknown = Fraction(SCALE * unscored, weights)
        found[applicant] = Merit(known, known + unknown)
    return found


def totals(snapshot: Snapshot) -> dict[tuple[str, str], Fraction]:
    """What each reviewer gave each applicant in points, by both: t(r,i) = 100 · Σ w(c)·s(r,i,c) / (4 · Σ w(c)).

    Only of reviews that score every criterion; agreed scores are nobody's own and do not enter.
    """
    most = HIGHEST * sum(criterion.weight for criterion in snapshot.criteria)
    return {
        (review.reviewer, review.applicant): Fraction(
            SCALE * sum(criterion.weight * review.scores[criterion.key] for criterion in snapshot.criteria), most
        )
        for review in snapshot.reviews
        if all(criterion.key in review.scores for criterion in snapshot.criteria)
    }


def by_applicant(found: Totals) -> dict[str, list[Fraction]]:
    """The totals of each applicant that has any."""
    gathered: dict[str, list[Fraction]] = defaultdict(list)
    for (_, applicant), total in found.items():
        gathered[applicant].append(total)
    return gathered


def variance(found: Totals) -> Fraction:
    """s², in points²: how much reviewers of one and the same applicant differ, pooled over all who have two or more.

    s² = Σ over i with n(i) ≥ 2 of Σ over r of (t(r,i) − mean of t(·,i))², divided by Σ (n(i) − 1); 0 if nobody has two.
    """
    squares, freedom = ZERO, 0
    for given in by_applicant(found).values():
        mean = sum(given, ZERO) / len(given)
        squares += sum((total - mean) ** 2 for total in given)
        freedom += len(given) - 1
    return squares / freedom if freedom else ZERO


@dataclass(frozen=True)
class Comparison:
    """What tells two applicants apart, in points: merits (of a range the lowest), u(i), and u(i)² exactly; `delta`."""

    merit: Mapping[str, Fraction]
    uncertainty: Mapping[str, float]
    squares: Mapping[str, Fraction]
    delta: Fraction

    def near_tied(self, one: str, other: str) -> bool:
        """|M(i) − M(j)| < √(u(i)² + u(j)²), or < delta. Squared, so that no rounding decides it."""
        apart = abs(self.merit[one] - self.merit[other])
        return apart < self.delta or apart**2 < self.squares[one] + self.squares[other]

    def band(self, k: int) -> list[str]:
        """All that are near-tied with one who has the k-th or the (k+1)-th highest merit."""
        cut = set(sorted(self.merit.values(), reverse=True)[max(k - 1, 0) : k + 1])
        at_the_cut = [applicant for applicant, merit in self.merit.items() if merit in cut]
        return sorted(one for one in self.merit if any(self.near_tied(one, other) for other in at_the_cut))


def comparison(snapshot: Snapshot) -> Comparison:
    """The round's merits beside their uncertainty: u(i) = max(12.5 / √C, s / √max(n(i), 1)).

    C is the number of criteria and n(i) that of the reviewers who scored all of them for i.
    """
    found, criteria = totals(snapshot), len(snapshot.criteria)
    spread, given = variance(found), by_applicant(found)
    number = {applicant: max(len(given.get(applicant, ())), 1) for applicant in snapshot.keys}
    least, s = HALF_A_LEVEL / math.sqrt(criteria), math.sqrt(spread)
    return Comparison(
        merit={applicant: merit.low for applicant, merit in merits(snapshot).items()},
        uncertainty={applicant: max(least, s / math.sqrt(n)) for applicant, n in number.items()},
        squares={applicant: max(HALF_A_LEVEL**2 / criteria, spread / n) for applicant, n in number.items()},
        delta=snapshot.delta,
    )
