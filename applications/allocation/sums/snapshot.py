"""What the sums are made of: everything that counts in a round, frozen, and the code that tells it apart.

The format and an example stand in docs/allocation.md; `reading` makes a Snapshot of it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

VERSION = 1
LOWEST, HIGHEST = 0, 4  # a score
SCALE = 100  # points: what an application with nothing but the highest scores has
DELTA, NEAR = Fraction(3), Fraction(3, 2)  # points, where a snapshot names none


class SnapshotError(ValueError):
    """A snapshot that is not as the format says.

    The text begins with the path of the field that is wrong: `reviews[3].scores.need: must be …`.
    """


@dataclass(frozen=True)
class Criterion:
    """What applications are scored by, and how many times it counts."""

    key: str
    weight: int


@dataclass(frozen=True)
class Applicant:
    """An admissible applicant with the facts that a composition can be looked at by; None is an unknown fact.

    `dagpleje_share` is a fraction: 0.4 is 40 %.
    """

    key: str
    population: int | None
    region: str | None
    dagpleje_share: Fraction | None


@dataclass(frozen=True)
class Review:
    """The scores that one reviewer gave one applicant, by criterion; a criterion may be missing."""

    reviewer: str
    applicant: str
    scores: Mapping[str, int]


@dataclass(frozen=True)
class Size:
    """One with fewer inhabitants than `small_below`, and one with `larger_from` or more."""

    small_below: Fraction
    larger_from: Fraction


@dataclass(frozen=True)
class Considerations:
    """What the agency wishes of the whole composition; None is what the round does not use.

    `regions` is how many different ones at least, `dagpleje` the share, as a fraction, that one must have at least.
    """

    size: Size | None = None
    regions: int | None = None
    dagpleje: Fraction | None = None

    @property
    def names(self) -> list[str]:
        """Those that the round uses, sorted."""
        return [name for name in ("dagpleje", "regions", "size") if getattr(self, name) is not None]


@dataclass(frozen=True)
class Snapshot:
    """A round as it is calculated: applicants by key, reviews by reviewer and applicant.

    `agreed` has the agreed scores by applicant and criterion. `delta` (points) is the difference of merit below which
    two are near-tied whatever the uncertainty; `near` (points per place) how far from the best a near-best set may be.
    """

    places: int
    criteria: tuple[Criterion, ...]
    considerations: Considerations
    applicants: tuple[Applicant, ...]
    reviews: tuple[Review, ...]
    agreed: Mapping[tuple[str, str], int]
    delta: Fraction
    near: Fraction
    sha256: str

    @property
    def k(self) -> int:
        """How many can be chosen: the places, or all applicants where they are fewer."""
        return min(self.places, len(self.applicants))

    @property
    def keys(self) -> list[str]:
        """The applicants' keys, sorted."""
        return [applicant.key for applicant in self.applicants]


def canonical(raw: Mapping[str, Any]) -> str:
    """A snapshot's data as the one text that its code is made of.

    Keys sorted, separators without spaces, UTF-8 unescaped; applicants by key, reviews by reviewer and applicant,
    agreed scores by applicant and criterion. `raw` is data that `reading` takes.
    """
    ordered = {
        **raw,
        "applicants": sorted(raw["applicants"], key=lambda row: row["key"]),
        "reviews": sorted(raw["reviews"], key=lambda row: (row["reviewer"], row["applicant"])),
        "agreed": sorted(raw["agreed"], key=lambda row: (row["applicant"], row["criterion"])),
    }
    return json.dumps(ordered, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def sha256(raw: Mapping[str, Any]) -> str:
    """The SHA-256 of the canonical text, in hexadecimal digits."""
    return hashlib.sha256(canonical(raw).encode()).hexdigest()
