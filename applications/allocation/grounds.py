"""What counts in a round, as the sums take it: read from the tables, changed by nobody here."""

import hashlib
import json
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from applications.allocation.standing import Standing
from applications.allocation.sums import analysis, reading, workbench
from applications.allocation.sums.snapshot import VERSION, Snapshot, canonical
from applications.assessment.scores import RoundScores
from applications.rounds.models import ProgrammeKind, Round

# Before a criterion's key among the names
CRITERION = "criterion:"


@dataclass(frozen=True)
class Grounds:
    """A round as it is calculated.

    `text` is the canonical JSON that the sums take. An applicant's key is the code of the municipality, a reviewer's a
    number without meaning; `applications` has the application behind each key, `names` what they and the criteria are
    called.
    """

    text: str
    applications: dict[str, UUID]
    names: dict[str, str]

    @property
    def snapshot(self) -> Snapshot:
        """The same, read."""
        return _snapshot(self.text)

    @property
    def analysis(self) -> dict[str, Any]:
        """What follows of it (sums/analysis.py)."""
        return _analysis(self.text)

    def keys_of(self, applications: Collection[UUID]) -> list[str]:
        """The keys of these applications, sorted; those that are not in the round are left out."""
        return sorted(key for key, application in self.applications.items() if application in applications)

    def board(self, chosen: Collection[str]) -> workbench.Board:
        """How these, by their keys, stand beside what is calculated."""
        return _board(self.text, frozenset(chosen))

    def questions(self, chosen: Collection[str]) -> list[workbench.Explanation]:
        """What must be explained if these are chosen."""
        return _questions(self.text, frozenset(chosen))


# The same round is calculated for every page and every click until a score or a fact changes; the text tells.
@lru_cache(maxsize=64)
def _snapshot(text: str) -> Snapshot:
    return reading.read(text.encode())


@lru_cache(maxsize=64)
def _analysis(text: str) -> dict[str, Any]:
    return analysis.analyse(_snapshot(text))


@lru_cache(maxsize=256)
def _board(text: str, chosen: frozenset[str]) -> workbench.Board:
    return workbench.board(_snapshot(text), _analysis(text), chosen)


@lru_cache(maxsize=256)
def _questions(text: str, chosen: frozenset[str]) -> list[workbench.Explanation]:
    return workbench.explanations(_snapshot(text), _analysis(text), chosen)


def is_calculated(round_: Round) -> bool:
    """Whether the round's set is calculated: minis are decided one by one."""
    return round_.programme.kind == ProgrammeKind.ONE_YEAR


def of_round(round_: Round, standings: list[Standing], scored: RoundScores) -> Grounds | None:
    """The grounds of a round; None where nobody has applied, or no criterion is set.

    `standings` are those of `standing.of_round`, made with the same scores.
    """
    criteria = sorted(scored.criteria, key=lambda criterion: criterion.key)
    if not standings or not criteria:
        return None
    # Only municipalities apply for what is calculated.
    keys = {one.application_id: one.code for one in standings}
    by_key = {criterion.pk: criterion.key for criterion in criteria}
    reviewers = _reviewers(scored)
    raw: dict[str, Any] = {
        "version": VERSION,
        "places": round_.places,
        "criteria": [{"key": criterion.key, "weight": criterion.weight} for criterion in criteria],
        "considerations": _considerations(round_),
        "applicants": [
            {
                "key": keys[one.application_id],
                "population": one.population,
                "region": one.region,
                "dagpleje_share": None if one.daycare_share is None else float(one.daycare_share),
            }
            for one in standings
        ],
        "reviews": [
            {
                "reviewer": reviewers[review.reviewer][0],
                "applicant": keys[review.application],
                "scores": {by_key[criterion]: score for criterion, score in review.scores.items()},
            }
            for review in scored.reviews
        ],
        "agreed": [
            {"applicant": keys[application], "criterion": by_key[criterion], "score": score}
            for application, scores in scored.agreed.items()
            for criterion, score in scores.items()
        ],
    }
    names = {keys[one.application_id]: one.name for one in standings} | dict(reviewers.values())
    names |= {f"{CRITERION}{criterion.key}": criterion.title for criterion in criteria}
    return Grounds(canonical(raw), {key: pk for pk, key in keys.items()}, names)


def _reviewers(scored: RoundScores) -> dict[UUID, tuple[str, str]]:
    """The key without meaning that stands for each reviewer, by the order of their names, and the name."""
    return {reviewer: (f"b{number}", name) for number, (reviewer, name) in enumerate(scored.names.items(), start=1)}


def _considerations(round_: Round) -> dict[str, Any]:
    """Those that the round uses; the thresholds were set before it opened."""
    used: dict[str, Any] = {}
    if round_.small_below and round_.larger_from:
        used["size"] = {"small_below": round_.small_below, "larger_from": round_.larger_from}
    if round_.regions_at_least:
        used["regions"] = {"at_least": round_.regions_at_least}
    if round_.family_daycare_from:
        used["dagpleje"] = {"high_from": float(round_.family_daycare_from)}
    return used


@cache
def code_version() -> str:
    """Which code calculates: the SHA-256 of its files. A result of other code can be told from it."""
    files = sorted(Path(analysis.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def calculated(text: str) -> str:
    """What a snapshot comes to, as the JSON that `replay_allocation` prints."""
    return json.dumps(_analysis(text), ensure_ascii=False, indent=2, sort_keys=True)
