"""How far the reviews of a round are: for each reviewer, and for each application. Reads, saves nothing."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from applications.assessment import access
from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment
from applications.assessment.panel import Panel
from applications.drafting.models import Application, Status
from applications.rounds.models import Round


def left_to_lock(user, round_: Round) -> QuerySet[Application]:
    """The applications of a round that this person is to review and has not locked a review of."""
    locked = Review.objects.filter(reviewer=user, application__round=round_, locked_at__isnull=False)
    return access.reviewed_applications(user).filter(round=round_).exclude(pk__in=locked.values("application"))


def readings(user, round_: Round) -> tuple[dict[UUID, bool], Counter[UUID]]:
    """Which applications of a round this person has begun, with whether the review is locked; and how many have each.

    Whoever is out of the round does not count among the readers. In one query.
    """
    standing = ReviewerAssignment.objects.filter(round=round_, removed_at=None).values("reviewer")
    out = InterestDeclaration.objects.persons_out_of(round_)
    reviews = Review.objects.filter(application__round=round_, reviewer__in=standing).exclude(reviewer__in=out)
    own: dict[UUID, bool] = {}
    number: Counter[UUID] = Counter()
    for application, reviewer, locked_at in reviews.order_by().values_list("application", "reviewer", "locked_at"):
        number[application] += 1
        if reviewer == user.pk:
            own[application] = locked_at is not None
    return own, number


@dataclass(frozen=True)
class Reading:
    """How many of those who are to read an application have begun, and how many of them have locked their review."""

    applicant: str
    expected: int
    begun: int
    locked: int

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """What the table of a round tells of it, as (column, words)."""
        return [("Begyndt", str(self.begun)), ("Låst", f"{self.locked} af {self.expected}")]


def of_applications(round_: Round, panel: Panel) -> list[Reading]:
    """The round's applications by applicant, with how far those who read them are. In two queries."""
    begun: dict[UUID, set[UUID]] = {}
    locked: dict[UUID, set[UUID]] = {}
    reviews = Review.objects.filter(application__round=round_).order_by().annotate(is_in=Q(locked_at__isnull=False))
    for application, reviewer, is_in in reviews.values_list("application", "reviewer", "is_in"):
        for sets in (begun, locked) if is_in else (begun,):
            sets.setdefault(application, set()).add(reviewer)
    submitted = Application.objects.filter(round=round_, status=Status.SUBMITTED).order_by("applicant__name", "pk")
    readings = []
    for pk, applicant in submitted.values_list("pk", "applicant__name"):
        readers = panel.readers(pk)
        numbers = (len(readers & sets.get(pk, set())) for sets in (begun, locked))
        readings.append(Reading(applicant, len(readers), *numbers))
    return readings
