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
from applications.assessment.models import AgreedScore, InterestDeclaration, Review
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


def of_round(round_: Round, standings: list[Standing], declared: dict[UUID, bool] | None = None) -> Grounds | None:
    """The grounds of a round; None where nobody has applied, or no criterion is set. In three queries.

    `standings` are those of `standing.of_round`; `declared` as there.
    """
    criteria = list(round_.criteria.order_by("key").values_list("pk", "key", "weight", "title"))
    if not standings or not criteria:
        return None
    if declared is None:
        declared = InterestDeclaration.objects.declared_in(round_)
    # Only municipalities apply for what is calculated.
    keys = {one.application_id: one.code for one in standings}
    criterion_keys = {pk: key for pk, key, *_ in criteria}
    scored, reviewers = _scored(declared, keys, criterion_keys)
    raw: dict[str, Any] = {
        "version": VERSION,
        "places": round_.places,
        "criteria": [{"key": key, "weight": weight} for _, key, weight, _ in criteria],
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
            {"reviewer": reviewer, "applicant": applicant, "scores": scores}
            for (reviewer, applicant), scores in scored.items()
        ],
        "agreed": [
            {"applicant": keys[application], "criterion": criterion_keys[criterion], "score": score}
            for application, criterion, score in _agreed().filter(application__in=list(keys))
        ],
    }
    names = {keys[one.application_id]: one.name for one in standings} | reviewers
    names |= {f"{CRITERION}{key}": title for _, key, _, title in criteria}
    return Grounds(canonical(raw), {key: pk for pk, key in keys.items()}, names)


@cache
def _agreed():
    return AgreedScore.objects.order_by().values_list("application", "criterion", "score")


@cache
def _scores():
    reviews = Review.objects.order_by("reviewer__name", "reviewer", "application")
    return reviews.values_list("reviewer", "reviewer__name", "application", "scores__criterion", "scores__score")


def _scored(declared, keys: dict[UUID, str], criteria: dict[int, str]):
    """The valid scores by reviewer and applicant, and what the reviewers are called."""
    numbers: dict[UUID, str] = {}
    names: dict[str, str] = {}
    scored: dict[tuple[str, str], dict[str, int]] = {}
    for person, name, application, criterion, score in (
        _scores().filter(application__in=list(keys)).valid_with(declared)
    ):
        reviewer = numbers.setdefault(person, f"b{len(numbers) + 1}")
        names[reviewer] = name
        scores = scored.setdefault((reviewer, keys[application]), {})
        if criterion in criteria and score is not None:
            scores[criteria[criterion]] = score
    return scored, names


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
