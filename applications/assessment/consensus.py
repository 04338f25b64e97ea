"""Where reviewers disagree: their scores of each criterion of each application side by side. Reads, saves nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from applications.assessment.models import AgreedScore, Confidence, Review
from applications.assessment.sheet import ReadCriterion
from applications.rounds.models import Round

# So many levels apart, and the reviewers talk about it (a score is 0 to 4).
FAR_APART = 2


@dataclass(frozen=True)
class Given:
    """What one reviewer gave, and why; no confidence where the review was locked before it was asked for."""

    reviewer: str
    score: int
    rationale: str
    confidence: int | None

    @property
    def words(self) -> str:
        """The score as it is said."""
        return f"{self.score} af 4"

    @property
    def sure(self) -> str:
        """How sure the reviewer was, in words; empty where it was not asked."""
        return "" if self.confidence is None else str(Confidence(self.confidence).label)


@dataclass(frozen=True)
class Agreed:
    """What was agreed on, why, and who noted it when."""

    score: int
    reason: str
    by: str
    at: datetime

    @property
    def words(self) -> str:
        """The score as it is said."""
        return f"{self.score} af 4"


@dataclass
class Item:
    """One criterion of one application, as those who reviewed it scored it."""

    application: UUID
    applicant: str
    criterion: ReadCriterion
    given: list[Given] = field(default_factory=list)
    agreed: Agreed | None = None

    @property
    def apart(self) -> int:
        """How many levels lie between the highest score and the lowest."""
        scores = [one.score for one in self.given]
        return max(scores) - min(scores) if scores else 0

    @property
    def is_far_apart(self) -> bool:
        """Whether the reviewers should talk about it."""
        return self.apart >= FAR_APART

    @property
    def scores(self) -> list[tuple[str, bool, str, str, str]]:
        """What was given, as the pages draw it: who, that it is no draft, the score, how sure, why."""
        return [(one.reviewer, False, one.words, one.sure, one.rationale) for one in self.given]

    @property
    def numbers(self) -> str:
        """The scores alone, the highest first: "4, 2, 1"."""
        return ", ".join(str(score) for score in sorted((one.score for one in self.given), reverse=True)) or "–"


def of_round(
    round_: Round, applications: Iterable[tuple[UUID, str]], criteria: list[ReadCriterion]
) -> dict[UUID, list[Item]]:
    """By application, in the order given, an Item for each of the criteria; of the reviews those that count.

    `applications` are the keys and applicants of those of the round that the reader may read. In two queries.
    """
    items = {pk: {c.pk: Item(pk, applicant, c) for c in criteria} for pk, applicant in applications}
    reviews = Review.objects.filter(application__in=list(items)).valid_in(round_).order_by("reviewer__name")
    of_score = [f"scores__{name}" for name in ("score", "rationale", "confidence")]
    rows = reviews.values_list("application", "scores__criterion", "reviewer__name", *of_score)
    for pk, criterion, reviewer, score, rationale, confidence in rows:
        # A review of a round without criteria is a row without a score.
        if criterion in items[pk] and score is not None:
            items[pk][criterion].given.append(Given(reviewer, score, rationale, confidence))
    for pk, criterion, agreed in _agreed(application__in=list(items)):
        items[pk][criterion].agreed = agreed
    return {pk: list(of_one.values()) for pk, of_one in items.items()}


def agreed_of(application: UUID) -> dict[int, Agreed]:
    """What was agreed on for one application, by the criterion's key in the database."""
    return {criterion: agreed for _, criterion, agreed in _agreed(application=application)}


def disagreements(items: Iterable[Item]) -> list[Item]:
    """Those that are far apart: what is not agreed on first, then the farthest; otherwise in the order given."""
    return sorted((one for one in items if one.is_far_apart), key=lambda one: (one.agreed is not None, -one.apart))


def _agreed(**conditions) -> Iterable[tuple[UUID, int, Agreed]]:
    columns = ("application", "criterion", "score", "reason", "agreed_by__name", "agreed_at")
    for pk, criterion, *rest in AgreedScore.objects.filter(**conditions).order_by("pk").values_list(*columns):
        yield pk, criterion, Agreed(*rest)
