"""Where each application of a round stands: its reviews, its means, and what is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from applications.allocation.models import Decision, Place
from applications.assessment.models import Review, Score
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
    # (criterion's key in the database, score) of all its valid reviews
    scores: Sequence[tuple[int, int]] = ()

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
        given: dict[int, list[int]] = {}
        for criterion, number in self.scores:
            given.setdefault(criterion, []).append(number)
        return {criterion: sum(numbers) / len(numbers) for criterion, numbers in given.items()}


def of_round(round_: Round, *, expected: int = 0) -> list[Standing]:
    """The submitted applications of a round, by applicant, with their valid reviews; three queries in all."""
    return _standings(_applications(round_), Review.objects.valid(), expected)


def of_one(round_: Round, readable: QuerySet[Application], *, expected: int = 0) -> Standing | None:
    """One of them, with all that it and its reviews say; None where it is not among the `readable`."""
    reviews = Review.objects.valid().select_related("reviewer").prefetch_related("scores").order_by("reviewer__name")
    one = _applications(round_).filter(pk__in=readable.values("pk")).select_related("submission__version")
    return next(iter(_standings(one, reviews, expected)), None)


def _applications(round_: Round) -> QuerySet[Application]:
    return (
        Application.objects.filter(round=round_, status=Status.SUBMITTED)
        .select_related(
            "case", "applicant__as_municipality", "applicant__as_institution__municipality", "decision", "place"
        )
        .order_by("applicant__name")
    )


def _standings(applications: QuerySet[Application], reviews: QuerySet[Review], expected: int) -> list[Standing]:
    found = list(applications.prefetch_related(Prefetch("reviews", reviews, to_attr="counted")))
    counted = [review.pk for application in found for review in application.counted]
    given: dict = {}
    # As plain numbers: a round has a thousand of them.
    scores = Score.objects.filter(review__in=counted, score__isnull=False).order_by("pk")
    for application, criterion, score in scores.values_list("review__application", "criterion", "score"):
        given.setdefault(application, []).append((criterion, score))
    return [Standing(each, each.counted, expected, given.get(each.pk, [])) for each in found]
