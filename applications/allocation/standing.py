"""Where each application of a round stands: its reviews, its means, and what is chosen."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from applications.allocation.models import Decision, Place
from applications.assessment.models import Review
from applications.drafting.models import Application, Status
from applications.rounds.models import Round
from praksis.organisations.models import Municipality

ENOUGH_REVIEWS = 2


@dataclass(frozen=True)
class Standing:
    """One application as the round's page and the proposal look at it. `expected` is how many should review it."""

    application: Application
    reviews: list[Review]
    expected: int

    @property
    def name(self) -> str:
        """The applicant."""
        return self.application.applicant.name

    @property
    def decision(self) -> Decision | None:
        """What is chosen or decided; None so far."""
        return getattr(self.application, "decision", None)

    @property
    def place(self) -> Place | None:
        """The place, once it is accepted."""
        return getattr(self.application, "place", None)

    @property
    def municipality(self) -> Municipality:
        """Whose facts in the register count: the applicant, or the municipality in which it lies."""
        applicant = self.application.applicant
        return getattr(applicant, "as_municipality", None) or applicant.as_institution.municipality

    @property
    def daycare_percent(self) -> Decimal | None:
        """The municipality's share of children in dagpleje, in percent; None where it is not known."""
        share = self.municipality.family_daycare_share
        return None if share is None else share * 100

    @property
    def is_reviewed(self) -> bool:
        """Whether everybody who should review it has locked a review."""
        return 0 < self.expected <= len(self.reviews)

    @property
    def means(self) -> dict[int, float]:
        """The mean score of each criterion, by the criterion's key in the database."""
        scores = [score for review in self.reviews for score in review.scores.all()]
        given: dict[int, list[int]] = {}
        for criterion, number in [(score.criterion_id, score.score) for score in scores if score.score is not None]:
            given.setdefault(criterion, []).append(number)
        return {criterion: sum(numbers) / len(numbers) for criterion, numbers in given.items()}


def of_round(round_: Round, *, expected: int = 0, **only) -> list[Standing]:
    """The submitted applications of a round, by applicant, with their valid reviews; three queries in all.

    `only` narrows the applications down, as in `pk=…`.
    """
    reviews = Review.objects.valid().select_related("reviewer").prefetch_related("scores").order_by("reviewer__name")
    applications = (
        Application.objects.filter(round=round_, status=Status.SUBMITTED, **only)
        .select_related(
            "case", "applicant__as_municipality", "applicant__as_institution__municipality", "decision", "place"
        )
        .prefetch_related(Prefetch("reviews", reviews, to_attr="counted"))
        .order_by("applicant__name")
    )
    return [Standing(application, application.counted, expected) for application in applications]
