"""Where each application of a round stands: its reviews, its means, and what is chosen."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, Count

from applications.allocation.models import Outcome
from applications.assessment.models import Review
from applications.drafting.models import Application, Status
from applications.rounds.models import Round

ENOUGH_REVIEWS = 2
CHOICE = [f"decision__{name}" for name in ("outcome", "reason", "announced_at", "given_back_at")]
FACTS = ("region", "population", "family_daycare_share")
OWN_FACTS = [f"applicant__as_municipality__{name}" for name in FACTS]
FACTS_AROUND = [f"applicant__as_institution__municipality__{name}" for name in FACTS]


@dataclass(frozen=True)
class Standing:
    """One application as the round's page and the proposal look at it: no more than they show or count.

    `outcome` is what is chosen for it, None where nothing is. The facts are the register's, of the applicant or of the
    municipality in which it lies. `locked` is the number of valid reviews and `expected` how many should review it.
    `means` has the criteria's keys in the database.
    """

    application_id: UUID
    name: str
    region: str
    population: int
    daycare_share: Decimal | None
    outcome: str | None = None
    has_reason: bool = False
    announced_at: datetime | None = None
    given_back_at: datetime | None = None
    has_accepted: bool = False
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


def of_round(round_: Round, *, expected: int = 0) -> list[Standing]:
    """The submitted applications of a round, by applicant, with what their valid reviews say; two queries in all."""
    applications = list(
        Application.objects.filter(round=round_, status=Status.SUBMITTED)
        .order_by("applicant__name")
        .values_list("pk", "applicant__name", *CHOICE, "place", *OWN_FACTS, *FACTS_AROUND)
    )
    locked, means = _reviewed(round_, [pk for pk, *_ in applications])
    standings = []
    for pk, name, outcome, reason, announced_at, given_back_at, place, *facts in applications:
        region, population, share = _known(facts)
        standings.append(
            Standing(
                pk,
                name,
                region,
                population,
                share,
                outcome=outcome,
                has_reason=bool(reason),
                announced_at=announced_at,
                given_back_at=given_back_at,
                has_accepted=place is not None,
                locked=locked.get(pk, 0),
                expected=expected,
                means=means.get(pk, {}),
            )
        )
    return standings


def _known(facts):
    """Of both rows of facts the one that is there: only an institution lies in a municipality."""
    own, around = facts[: len(FACTS)], facts[len(FACTS) :]
    return own if own[0] is not None else around


# Counted and averaged by the database: a round has hundreds of reviews and a thousand scores.
def _reviewed(round_, applications: list[UUID]) -> tuple[dict[UUID, int], dict[UUID, dict[int, float]]]:
    """The number of valid reviews of each of the round's applications, and the means of their scores.

    Nobody locks a review without a score for every criterion, so under each of them all are counted.
    """
    reviews = Review.objects.filter(application__in=applications).valid_in(round_)
    valid = reviews.order_by().values_list("application", "scores__criterion")
    numbers: dict[UUID, int] = {}
    means: dict[UUID, dict[int, float]] = {}
    for application, criterion, number, mean in valid.annotate(number=Count("pk"), mean=Avg("scores__score")):
        numbers[application] = max(number, numbers.get(application, 0))
        if mean is not None:
            means.setdefault(application, {})[criterion] = mean
    return numbers, means
