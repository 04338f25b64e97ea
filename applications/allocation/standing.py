"""Where each application of a round stands: its reviews, its means, and what is chosen."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from applications.allocation.models import Outcome
from applications.assessment import people, scores
from applications.assessment.models import InterestDeclaration
from applications.assessment.panel import Panel
from applications.assessment.scores import RoundScores
from applications.casework import summary
from applications.drafting.models import Application, Status
from applications.rounds.models import Round

ENOUGH_REVIEWS = 2
CHOICE = [f"decision__{name}" for name in ("outcome", "reason", "announced_at", "given_back_at")]
WAITING = ("awaited", "heard")
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


def of_round(
    round_: Round,
    *,
    panel: Panel | None = None,
    declared: dict[UUID, bool] | None = None,
    scored: RoundScores | None = None,
) -> list[Standing]:
    """The submitted applications of a round, by applicant, with what their valid reviews say.

    In one query, where the round's declarations (InterestDeclaration.declared_in), its reviewers (people.reviewers_of)
    and the scores (assessment/scores.py) are read already.
    """
    if declared is None:
        declared = InterestDeclaration.objects.declared_in(round_)
    if panel is None:
        _, panel = people.reviewers_of(round_, declared)
    if scored is None:
        scored = scores.of_round(round_, declared, panel)
    locked, means = scored.locked(), scored.means()
    standings = []
    applications = _submitted(timezone.localdate()).filter(round=round_)
    for pk, name, outcome, reason, announced_at, given_back_at, place, check, awaited, heard, *facts in applications:
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
                is_awaited=awaited,
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
        applications.annotate(awaited=summary.awaits_answer(today), heard=summary.has_open_hearing())
        .order_by("applicant__name")
        .values_list("pk", "applicant__name", *CHOICE, "place", "formal_check", *WAITING, *OWN_FACTS, *FACTS_AROUND)
    )


def _known(facts):
    """Of both rows of facts the one that is there: only an institution lies in a municipality."""
    own, around = facts[: len(FACTS)], facts[len(FACTS) :]
    return own if own[0] is not None else around
