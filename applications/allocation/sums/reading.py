"""A Snapshot out of JSON, or a SnapshotError that names the field that is wrong by its path.

Nothing is guessed and nothing passed over: a field that is missing, unknown or of another type is an error, since the
same file must mean the same to whoever reads it years later.
"""

import json
import math
from collections.abc import Hashable, Iterable
from fractions import Fraction
from typing import Any

from applications.allocation.sums.snapshot import (
    DELTA,
    HIGHEST,
    LOWEST,
    NEAR,
    VERSION,
    Applicant,
    Considerations,
    Criterion,
    Review,
    Size,
    Snapshot,
    SnapshotError,
    sha256,
)

ROOT = "the snapshot"
FIELDS = ("version", "places", "criteria", "considerations", "applicants", "reviews", "agreed")


class _Object(dict[str, Any]):
    """A JSON object that remembers a name that stood in it twice, of which json keeps only the last."""

    twice: str | None = None


def read(content: bytes) -> Snapshot:
    """The snapshot that a file holds: JSON in UTF-8. Raises SnapshotError."""
    try:
        raw = json.loads(content.decode(), object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise SnapshotError(f"{ROOT}: is not JSON in UTF-8 ({error})") from error
    return snapshot_of(raw)


def snapshot_of(raw: Any) -> Snapshot:
    """The snapshot that data holds which came from JSON, or could become JSON. Raises SnapshotError."""
    _version(raw)
    fields = _fields(raw, "", FIELDS, ("delta", "near"))
    criteria = _criteria(fields["criteria"])
    applicants = _applicants(fields["applicants"])
    keys, weighed = {applicant.key for applicant in applicants}, {criterion.key for criterion in criteria}
    return Snapshot(
        places=_whole(fields["places"], "places", 1),
        criteria=criteria,
        considerations=_considerations(fields["considerations"]),
        applicants=applicants,
        reviews=_reviews(fields["reviews"], keys, weighed),
        agreed=_agreed(fields["agreed"], keys, weighed),
        delta=_number(fields["delta"], "delta", 0) if "delta" in fields else DELTA,
        near=_number(fields["near"], "near", 0) if "near" in fields else NEAR,
        sha256=sha256(fields),
    )


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            found.twice = name
        seen.add(name)
    return found


# Before the fields: another version may have others.
def _version(raw: Any) -> None:
    if not isinstance(raw, dict):
        raise SnapshotError(f"{ROOT}: must be an object")
    version = raw.get("version", VERSION)
    if type(version) is not int or version != VERSION:
        raise SnapshotError(f"version: must be {VERSION}")


def _criteria(value: Any) -> tuple[Criterion, ...]:
    found = []
    for path, row in _rows(value, "criteria"):
        fields = _fields(row, path, ("key", "weight"))
        found.append(Criterion(_text(fields["key"], f"{path}.key"), _whole(fields["weight"], f"{path}.weight", 1)))
    if not found:
        raise SnapshotError("criteria: must hold at least one")
    _refuse_doubles((criterion.key for criterion in found), "criteria", ".key")
    return tuple(found)


def _considerations(value: Any) -> Considerations:
    fields = _fields(value, "considerations", (), ("size", "regions", "dagpleje"))
    size = regions = dagpleje = None
    if "size" in fields:
        size = _size(fields["size"], "considerations.size")
    if "regions" in fields:
        path = "considerations.regions"
        regions = _whole(_fields(fields["regions"], path, ("at_least",))["at_least"], f"{path}.at_least", 1)
    if "dagpleje" in fields:
        path = "considerations.dagpleje"
        dagpleje = _number(_fields(fields["dagpleje"], path, ("high_from",))["high_from"], f"{path}.high_from", 0, 1)
        # A share of nothing would be met by whoever has a known one.
        if not dagpleje:
            raise SnapshotError(f"{path}.high_from: must be more than 0")
    return Considerations(size, regions, dagpleje)


def _size(value: Any, path: str) -> Size:
    fields = _fields(value, path, ("small_below", "larger_from"))
    small_below, larger_from = (_whole(fields[name], f"{path}.{name}", 1) for name in ("small_below", "larger_from"))
    # Otherwise one municipality could be both the small and the larger one.
    if larger_from < small_below:
        raise SnapshotError(f"{path}.larger_from: must be small_below or more")
    return Size(Fraction(small_below), Fraction(larger_from))


def _applicants(value: Any) -> tuple[Applicant, ...]:
    found = []
    for path, row in _rows(value, "applicants"):
        fields = _fields(row, path, ("key", "population", "region", "dagpleje_share"))
        population, region, share = (fields[name] for name in ("population", "region", "dagpleje_share"))
        found.append(
            Applicant(
                key=_text(fields["key"], f"{path}.key"),
                population=None if population is None else _whole(population, f"{path}.population", 0),
                region=None if region is None else _text(region, f"{path}.region"),
                dagpleje_share=None if share is None else _number(share, f"{path}.dagpleje_share", 0, 1),
            )
        )
    _refuse_doubles((applicant.key for applicant in found), "applicants", ".key")
    return tuple(sorted(found, key=lambda applicant: applicant.key))


def _reviews(value: Any, applicants: set[str], criteria: set[str]) -> tuple[Review, ...]:
    found = []
    for path, row in _rows(value, "reviews"):
        fields = _fields(row, path, ("reviewer", "applicant", "scores"))
        reviewer = _text(fields["reviewer"], f"{path}.reviewer")
        applicant = _known(fields["applicant"], f"{path}.applicant", applicants, "applicant")
        scores = _fields(fields["scores"], f"{path}.scores", (), tuple(criteria))
        found.append(
            Review(
                reviewer,
                applicant,
                {name: _whole(score, f"{path}.scores.{name}", LOWEST, HIGHEST) for name, score in scores.items()},
            )
        )
    _refuse_doubles(((review.reviewer, review.applicant) for review in found), "reviews")
    return tuple(sorted(found, key=lambda review: (review.reviewer, review.applicant)))


def _agreed(value: Any, applicants: set[str], criteria: set[str]) -> dict[tuple[str, str], int]:
    found = []
    for path, row in _rows(value, "agreed"):
        fields = _fields(row, path, ("applicant", "criterion", "score"))
        applicant = _known(fields["applicant"], f"{path}.applicant", applicants, "applicant")
        criterion = _known(fields["criterion"], f"{path}.criterion", criteria, "criterion")
        found.append(((applicant, criterion), _whole(fields["score"], f"{path}.score", LOWEST, HIGHEST)))
    _refuse_doubles((of for of, _ in found), "agreed")
    return dict(sorted(found))


def _fields(value: Any, path: str, required: tuple[str, ...], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    within = f"{path}." if path else ""
    if not isinstance(value, dict):
        raise SnapshotError(f"{path}: must be an object")
    if isinstance(value, _Object) and value.twice is not None:
        raise SnapshotError(f"{within}{value.twice}: stands twice")
    for name in value:
        if name not in required and name not in optional:
            raise SnapshotError(f"{within}{name}: is not known here")
    for name in required:
        if name not in value:
            raise SnapshotError(f"{within}{name}: is missing")
    return value


def _rows(value: Any, path: str) -> Iterable[tuple[str, Any]]:
    if not isinstance(value, list):
        raise SnapshotError(f"{path}: must be a list")
    return ((f"{path}[{number}]", row) for number, row in enumerate(value))


def _text(value: Any, path: str) -> str:
    if not isinstance(value, str) or not value:
        raise SnapshotError(f"{path}: must be a text that is not empty")
    # JSON can write half a character, of which no UTF-8 and so no code can be made.
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise SnapshotError(f"{path}: must be whole characters")
    return value


def _known(value: Any, path: str, keys: set[str], what: str) -> str:
    if _text(value, path) not in keys:
        raise SnapshotError(f"{path}: “{value}” is the key of no {what}")
    return value


def _whole(value: Any, path: str, least: int, most: int | None = None) -> int:
    # Python takes True for a 1.
    if isinstance(value, bool) or not isinstance(value, int) or value < least or (most is not None and value > most):
        wanted = f"{least} or more" if most is None else f"from {least} to {most}"
        raise SnapshotError(f"{path}: must be a whole number, {wanted}")
    return value


def _number(value: Any, path: str, least: int, most: int | None = None) -> Fraction:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(value, float) and not math.isfinite(value):
        is_number = False
    if not is_number or value < least or (most is not None and value > most):
        wanted = f"{least} or more" if most is None else f"from {least} to {most}"
        raise SnapshotError(f"{path}: must be a number, {wanted}")
    # By its digits: 0.4 is two fifths, and not the binary fraction next to it.
    return Fraction(str(value))


def _refuse_doubles(keys: Iterable[Hashable], path: str, field: str = "") -> None:
    seen = set()
    for number, key in enumerate(keys):
        if key in seen:
            raise SnapshotError(f"{path}[{number}]{field}: is there twice")
        seen.add(key)
