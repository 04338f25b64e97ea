"""Where each application of a round stands: its reviews, its means, and what is chosen."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from uuid import UUID

from django.db.models import Avg, Count, FloatField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from applications.allocation.models import Outcome
from applications.assessment import people
from applications.assessment.models import AgreedScore, InterestDeclaration, Review
from applications.assessment.panel import Panel
from applications.casework import summary
from applications.drafting.models import Application, Status
from applications.rounds.models import Round

ENOUGH_REVIEWS = 2
CHOICE = [f"decision__{name}" for name in ("outcome", "reason", "announced_at", "given_back_at")]
WAITING = ("due_on", "heard")
FACTS = ("region", "population", "family_daycare_share", "code")
OWN_FACTS = [f"applicant__as_municipality__{name}" for name in FACTS]
FACTS_AROUND = [f"applicant__as_institution__municipality__{name}" for name in FACTS]


@dataclass(frozen=True)
class Standing:
    """One application as the round's page and the proposal look at it: no more than they show or count.

    `outcome` is what is chosen for it, None where nothing is. The facts are the register's, of the applicant or of the
    municipality in which it lies; `code` is that municipality's. `locked` is the number of valid reviews and `expected`
    how many should review it.
    `means` has the criteria's keys in the database.
    """

    application_id: UUID
    name: str
    region: str
    population: int
    daycare_share: Decimal | None
    code: str = ""
    outcome: str | None = None
    has_reason: bool = False
    announced_at: datetime | None = None
    given_back_at: datetime | None = None
    has_accepted: bool = False
    # Whether its formal check says that it can be judged
    is_checked: bool = False
    # Whether the applicant can still send an answer that was asked for again
    is_awaited: bool = False
    # Whether the applicant is heard about facts, and nobody has closed that yet
    is_in_hearing: bool = False
    locked: int = 0
    expected: int = 0
    means: dict[int, float] = field(default_factory=dict)

    @property
    def is_granted(self) -> bool:
        """Whether it is chosen for a place, also where that is given back."""
        return self.outcome == Outcome.GRANTED

    @property
    def is_reviewed(self) -> bool:
        """Whether everybody who should review it has locked a review."""
        return is_reviewed(self.locked, self.expected)


def is_reviewed(locked: int, expected: int) -> bool:
    """Whether the reviews of an application are all in."""
    return 0 < expected <= locked


def of_round(round_: Round, *, panel: Panel | None = None, declared: dict[UUID, bool] | None = None) -> list[Standing]:
    """The submitted applications of a round, by applicant, with what their valid reviews say.

    In two queries, where the round's declarations (InterestDeclaration.declared_in) and its reviewers
    (people.reviewers_of) are read already.
    """
    if declared is None:
        declared = InterestDeclaration.objects.declared_in(round_)
    if panel is None:
        _, panel = people.reviewers_of(round_, declared)
    applications = list(_submitted(timezone.localdate()).filter(round=round_))
    locked, means = _reviewed(declared, panel, [pk for pk, *_ in applications])
    standings = []
    for pk, name, outcome, reason, announced_at, given_back_at, place, check, due_on, heard, *facts in applications:
        region, population, share, code = _known(facts)
        standings.append(
            Standing(
                pk,
                name,
                region,
                population,
                share,
                code,
                outcome=outcome,
                has_reason=bool(reason),
                announced_at=announced_at,
                given_back_at=given_back_at,
                has_accepted=place is not None,
                is_checked=check is not None,
                is_awaited=due_on is not None,
                is_in_hearing=heard,
                locked=locked.get(pk, 0),
                expected=len(panel.readers(pk)),
                means=means.get(pk, {}),
            )
        )
    return standings


# Putting these together takes as long as running them, so it is done once, and for each day.
@lru_cache(maxsize=2)
def _submitted(today: date):
    applications = Application.objects.filter(status=Status.SUBMITTED)
    return (
        applications.annotate(due_on=summary.answer_due_on(today), heard=summary.has_open_hearing())
        .order_by("applicant__name")
        .values_list("pk", "applicant__name", *CHOICE, "place", "formal_check", *WAITING, *OWN_FACTS, *FACTS_AROUND)
    )


@cache
def _by_criterion():
    reviews = Review.objects.order_by().values_list("application", "scores__criterion")
    return reviews.annotate(number=Count("pk"), mean=Avg("scores__score"))


@cache
def _agreed():
    """In the columns of the means, with no number of reviews: the two are read together."""
    agreed = AgreedScore.objects.order_by().values_list("application", "criterion")
    return agreed.annotate(number=Value(0), mean=Cast("score", FloatField()))


def _known(facts):
    """Of both rows of facts the one that is there: only an institution lies in a municipality."""
    own, around = facts[: len(FACTS)], facts[len(FACTS) :]
    return own if own[0] is not None else around


# Counted and averaged by the database: a round has hundreds of reviews and a thousand scores.
def _reviewed(declared, panel, applications: list[UUID]) -> tuple[dict[UUID, int], dict[UUID, dict[int, float]]]:
    """The number of valid reviews of each of the round's applications, and the means of their scores.

    What the reviewers have agreed on stands for the mean. Nobody locks a review without a score for every criterion, so
    under each of them all are counted.
    """
    valid = _by_criterion().filter(application__in=applications).valid_with(declared, panel.removed)
    numbers: dict[UUID, int] = {}
    means: dict[UUID, dict[int, float]] = {}
    agreed: dict[UUID, dict[int, float]] = {}
    for application, criterion, number, mean in valid.union(_agreed().filter(application__in=applications), all=True):
        numbers[application] = max(number, numbers.get(application, 0))
        if mean is not None:
            (means if number else agreed).setdefault(application, {})[criterion] = mean
    for application, scores in agreed.items():
        means.setdefault(application, {}).update(scores)
    return numbers, means
