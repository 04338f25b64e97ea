"""The scores that count in a round, read once for every page and sum that looks at them. Saves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from statistics import fmean
from uuid import UUID

from django.db.models import Max, Q

from applications.assessment.models import AgreedScore, Review
from applications.assessment.panel import Panel
from applications.drafting.models import Status
from applications.rounds.models import Criterion, Round

Scores = dict[int, int]


@dataclass(frozen=True)
class ValidReview:
    """What one reviewer has locked of one application: a score by the criterion's key in the database."""

    reviewer: UUID
    application: UUID
    scores: Scores


@dataclass(frozen=True)
class RoundScores:
    """The valid reviews of a round, and by application what the reviewers have agreed on.

    `names` has what those with a valid review are called, in the order of the names.
    """

    criteria: list[Criterion]
    reviews: list[ValidReview]
    agreed: Mapping[UUID, Scores] = field(default_factory=dict)
    names: Mapping[UUID, str] = field(default_factory=dict)

    def locked(self) -> dict[UUID, int]:
        """The number of valid reviews of each application that has any."""
        numbers: dict[UUID, int] = {}
        for review in self.reviews:
            numbers[review.application] = numbers.get(review.application, 0) + 1
        return numbers

    def means(self) -> dict[UUID, dict[int, float]]:
        """For each application the mean of its scores by criterion; what is agreed stands for the mean."""
        given: dict[UUID, dict[int, list[int]]] = {}
        for review in self.reviews:
            of_one = given.setdefault(review.application, {})
            for criterion, score in review.scores.items():
                of_one.setdefault(criterion, []).append(score)
        means = {pk: {key: fmean(scores) for key, scores in of_one.items()} for pk, of_one in given.items()}
        for application, scores in self.agreed.items():
            means.setdefault(application, {}).update(scores)
        return means


def of_round(round_: Round, declared: Mapping[UUID, bool], panel: Panel) -> RoundScores:
    """The scores of the submitted applications of a round, of those whose reviews count. In three queries.

    `declared` is InterestDeclaration.declared_in. Of the panel it matters who was taken off, and what they are called.
    """
    criteria = list(round_.criteria.all())
    keys = tuple(criterion.pk for criterion in criteria)
    valid = _reviews(keys).filter(application__round=round_).valid_with(declared, panel.removed)
    reviews = []
    for _, reviewer, application, *given in valid:
        scores = {key: score for key, score in zip(keys, given, strict=True) if score is not None}
        reviews.append(ValidReview(reviewer, application, scores))
    agreed: dict[UUID, Scores] = {}
    for application, criterion, score in _agreed().filter(application__round=round_):
        agreed.setdefault(application, {})[criterion] = score
    named = sorted((panel.names.get(reviewer, ""), reviewer) for reviewer in {review.reviewer for review in reviews})
    return RoundScores(criteria, reviews, agreed, {reviewer: name for name, reviewer in named})


# A row for each review, a reviewer's one of an application, and not for each score: reading a row takes longer
# than laying five together. Putting the query together takes as long as running it.
@lru_cache(maxsize=50)
def _reviews(criteria: tuple[int, ...]):
    of_each = {f"score_{key}": Max("scores__score", filter=Q(scores__criterion=key)) for key in criteria}
    reviews = Review.objects.filter(application__status=Status.SUBMITTED)
    return reviews.order_by().values_list("pk", "reviewer", "application").annotate(**of_each)


@cache
def _agreed():
    agreed = AgreedScore.objects.filter(application__status=Status.SUBMITTED).order_by()
    return agreed.values_list("application", "criterion", "score")
