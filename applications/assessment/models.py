"""Who reviews a round, their interests, and what they think of each application."""

import uuid
from collections.abc import Collection
from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from applications.drafting.models import Application, Status
from applications.rounds.models import Criterion, Round


class ReviewerAssignmentQuerySet(models.QuerySet):
    def standing(self):
        """Those that were not taken away again."""
        return self.filter(removed_at=None)

    def named(self):
        """Assignments with their reviewer's name and nothing more of the person."""
        return self.select_related("reviewer").only("round", "reads_all", "removed_at", "reviewer__name")

    def with_interests(self):
        """Assignments with what their reviewer has declared: `has_declared` and `has_interest` can be asked."""
        declared = InterestDeclaration.objects.filter(round=OuterRef("round"), person=OuterRef("reviewer"))
        return self.named().annotate(declared=Subquery(declared.values("is_out")))

    def with_progress(self):
        """The same with `locked`, the number of locked reviews, and `expected`, how many there will be.

        Withdrawn applications do not count.
        """
        return self.with_interests().annotate(**_progress())


# Putting these together takes longer than running them.
@cache
def _progress() -> dict:
    """What `with_progress` adds."""
    locked = (
        Review.objects.filter(
            application__round=OuterRef("round"),
            application__status=Status.SUBMITTED,
            reviewer=OuterRef("reviewer"),
            locked_at__isnull=False,
        )
        .order_by()
        .values("reviewer")
        .annotate(number=Count("pk"))
        .values("number")
    )
    submitted = Application.objects.filter(round=OuterRef("round"), status=Status.SUBMITTED)
    every = submitted.order_by().values("round").annotate(number=Count("pk")).values("number")
    given = AssignedApplication.objects.filter(assignment=OuterRef("pk"), application__status=Status.SUBMITTED)
    some = given.order_by().values("assignment").annotate(number=Count("pk")).values("number")
    return {
        "locked": Coalesce(Subquery(locked), 0),
        "expected": Coalesce(Case(When(reads_all=True, then=Subquery(every)), default=Subquery(some)), 0),
    }


class ReviewerAssignment(models.Model):
    """That a consultant reviews a round: every application in it, or those of its `parts`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments", verbose_name="runde")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_assignments", verbose_name="bedømmer"
    )
    assigned_at = models.DateTimeField("tildelt", default=timezone.now)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="tildelt af"
    )
    reads_all = models.BooleanField("læser alle ansøgninger", default=True)
    # Whoever has locked reviews stays on record; the reviews are kept and left out.
    removed_at = models.DateTimeField("taget af runden", null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="taget af af"
    )
    removed_reason = models.TextField("hvorfor taget af runden", blank=True)
    # None until the reviewer has declared; only on assignments read by `with_interests`, or where it is said.
    declared: bool | None

    objects = ReviewerAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "tildeling"
        verbose_name_plural = "tildelinger"
        ordering = ["assigned_at"]
        constraints = [
            models.UniqueConstraint(
                name="assignment_once_per_reviewer_and_round",
                fields=["round", "reviewer"],
                violation_error_message="Konsulenten er allerede bedømmer i runden.",
            ),
            models.CheckConstraint(
                name="assignment_removed_at_by_and_with_a_reason",
                condition=Q(removed_at=None, removed_by=None, removed_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason="")),
                violation_error_message="Skriv, hvorfor konsulenten tages af runden.",
            ),
        ]

    def __str__(self):
        return f"{self.reviewer}: {self.round}"

    @property
    def has_declared(self) -> bool:
        """Whether the reviewer has declared own interests; read by `with_interests`."""
        return self.declared is not None

    @property
    def has_interest(self) -> bool:
        """Whether the reviewer has declared to have one; read by `with_interests`."""
        return bool(self.declared)


class AssignedApplication(models.Model):
    """One application of those that a reviewer reads who does not read them all."""

    assignment = models.ForeignKey(ReviewerAssignment, models.CASCADE, related_name="parts", verbose_name="tildeling")
    application = models.ForeignKey(Application, models.PROTECT, related_name="assigned_to", verbose_name="ansøgning")

    class Meta:
        verbose_name = "tildelt ansøgning"
        verbose_name_plural = "tildelte ansøgninger"
        constraints = [
            models.UniqueConstraint(name="application_assigned_once", fields=["assignment", "application"]),
        ]

    def __str__(self):
        return f"{self.assignment_id}: {self.application_id}"


class InterestDeclarationQuerySet(models.QuerySet):
    def with_interest(self):
        """Declarations that take their person out of the round."""
        return self.filter(is_out=True)

    def persons_out_of(self, round_: Round):
        """The keys of those whom an interest takes out of this round."""
        return self.with_interest().filter(round=round_).values("person")

    def declared_in(self, round_: Round) -> dict[uuid.UUID, bool]:
        """Everybody who has declared in this round, by key, with whether it takes them out of it."""
        return dict(self.filter(round=round_).order_by().values_list("person", "is_out"))


class Ruling(models.TextChoices):
    TAKES_PART = "takes_part", "Kan deltage i runden"
    STAYS_OUT = "stays_out", "Deltager ikke i runden"


class InterestDeclaration(models.Model):
    """What a person has declared about own interests in a round's applicants (forvaltningsloven §§ 3 and 6).

    All applicants of a round compete, so an interest in one of them is an interest in the whole round, until a superior
    has decided otherwise.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="interest_declarations", verbose_name="runde")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="interest_declarations", verbose_name="person"
    )
    has_interest = models.BooleanField("har en interesse")
    about = models.TextField("hvad interessen består i", blank=True)
    declared_at = models.DateTimeField("erklæret", default=timezone.now)
    # What a superior has decided about a declared interest, with the reason
    ruling = models.CharField("afgørelse om habilitet", max_length=10, choices=Ruling, blank=True)
    ruling_reason = models.TextField("begrundelse for afgørelsen", blank=True)
    ruled_at = models.DateTimeField("afgjort", null=True, blank=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afgjort af"
    )
    # What follows of the two: it is asked for by every page of a round.
    is_out = models.BooleanField("deltager ikke", default=False)

    objects = InterestDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "habilitetserklæring"
        verbose_name_plural = "habilitetserklæringer"
        ordering = ["declared_at"]
        constraints = [
            models.UniqueConstraint(name="interest_declared_once_per_person_and_round", fields=["round", "person"]),
            models.CheckConstraint(
                name="interest_says_what_it_is_about",
                condition=Q(has_interest=False) | ~Q(about=""),
                violation_error_message="Skriv, hvad interessen består i.",
            ),
            models.CheckConstraint(
                name="interest_takes_out_unless_ruled_otherwise",
                condition=(Q(has_interest=True) & ~Q(ruling=Ruling.TAKES_PART) & Q(is_out=True))
                | ((Q(has_interest=False) | Q(ruling=Ruling.TAKES_PART)) & Q(is_out=False)),
            ),
            models.CheckConstraint(
                name="interest_ruled_at_by_another_and_with_a_reason",
                condition=Q(ruling="", ruling_reason="", ruled_at=None, ruled_by=None)
                | (
                    Q(has_interest=True, ruled_at__isnull=False, ruled_by__isnull=False)
                    & ~Q(ruling="")
                    & ~Q(ruling_reason="")
                    & ~Q(ruled_by=models.F("person"))
                ),
                violation_error_message="En anden end den, det gælder, skal afgøre det og skrive hvorfor.",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.round}"


class ReviewQuerySet(models.QuerySet):
    def valid_in(self, round_: Round):
        """Of some of this round's reviews those that count: locked, and by nobody who is out of the round.

        That is by an interest in it, or because the reviewer was taken off it.
        """
        conflicted = InterestDeclaration.objects.persons_out_of(round_)
        removed = ReviewerAssignment.objects.filter(round=round_, removed_at__isnull=False).values("reviewer")
        return self.filter(locked_at__isnull=False).exclude(reviewer__in=conflicted).exclude(reviewer__in=removed)

    def valid_with(self, declared: dict[uuid.UUID, bool], removed: Collection[uuid.UUID] | None = None):
        """The same where the round's declarations are read already: the query is planned in half the time.

        `removed` were taken off the round (assessment/panel.py); where they are not known, they are looked up.
        """
        out = {person for person, is_out in declared.items() if is_out}.union(removed or ())
        valid = self.filter(locked_at__isnull=False)
        if out:
            valid = valid.exclude(reviewer__in=out)
        if removed is not None:
            return valid
        taken_off = ReviewerAssignment.objects.filter(
            round=OuterRef("application__round"), reviewer=OuterRef("reviewer"), removed_at__isnull=False
        )
        return valid.filter(~Exists(taken_off))

    def with_scores(self):
        """A row for each score, with who gave it; a review that has none yet is a row without one."""
        of_score = [f"scores__{name}" for name in ("criterion", "score", "rationale", "confidence")]
        return self.values_list("reviewer", "reviewer__name", "locked_at", *of_score)


class Review(models.Model):
    """One reviewer's view of one application: a draft until it is locked, and unchangeable from then on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="reviews", verbose_name="ansøgning")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name="bedømmer"
    )
    started_at = models.DateTimeField("begyndt", default=timezone.now)
    locked_at = models.DateTimeField("låst", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "bedømmelse"
        verbose_name_plural = "bedømmelser"
        ordering = ["started_at"]
        constraints = [
            models.UniqueConstraint(
                name="review_once_per_reviewer_and_application", fields=["application", "reviewer"]
            ),
            models.CheckConstraint(
                name="review_is_locked_after_it_is_started",
                condition=Q(locked_at=None) | Q(locked_at__gte=models.F("started_at")),
            ),
        ]

    def __str__(self):
        return f"{self.reviewer}: {self.application_id}"

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def status_word(self) -> str:
        return "Låst" if self.is_locked else "Kladde"

    @property
    def status_kind(self) -> str:
        return "success" if self.is_locked else "info"


class Confidence(models.IntegerChoices):
    LOW = 1, "Usikker"
    MEDIUM = 2, "Nogenlunde sikker"
    HIGH = 3, "Sikker"


class Score(models.Model):
    """A reviewer's score of one criterion, the reason for it and how sure the reviewer is.

    All three may be empty until the review is locked.
    """

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores", verbose_name="bedømmelse")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name="kriterium")
    score = models.PositiveSmallIntegerField("karakter", null=True, blank=True)
    rationale = models.TextField("begrundelse", blank=True)
    confidence = models.PositiveSmallIntegerField("sikkerhed", choices=Confidence, null=True, blank=True)

    class Meta:
        verbose_name = "karakter"
        verbose_name_plural = "karakterer"
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(name="score_once_per_criterion", fields=["review", "criterion"]),
            models.CheckConstraint(
                name="score_is_0_to_4",
                condition=Q(score=None) | Q(score__lte=4),
                violation_error_message="Karakteren er et tal fra 0 til 4.",
            ),
            models.CheckConstraint(
                name="score_confidence_is_1_to_3",
                condition=Q(confidence=None) | Q(confidence__gte=1, confidence__lte=3),
            ),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.score}"


class AgreedScore(models.Model):
    """What the reviewers agree on for one criterion of an application after they have talked, and why.

    It replaces the mean of their scores; the scores themselves stay.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="agreed_scores", verbose_name="ansøgning")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="agreed_scores", verbose_name="kriterium")
    score = models.PositiveSmallIntegerField("karakter")
    reason = models.TextField("begrundelse")
    agreed_at = models.DateTimeField("aftalt", default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="noteret af")

    class Meta:
        verbose_name = "fælles karakter"
        verbose_name_plural = "fælles karakterer"
        constraints = [
            models.UniqueConstraint(name="agreed_score_once_per_criterion", fields=["application", "criterion"]),
            models.CheckConstraint(
                name="agreed_score_is_0_to_4",
                condition=Q(score__lte=4),
                violation_error_message="Karakteren er et tal fra 0 til 4.",
            ),
            models.CheckConstraint(
                name="agreed_score_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Skriv, hvorfor I er nået frem til karakteren.",
            ),
        ]

    def __str__(self):
        return f"{self.application_id}, {self.criterion_id}: {self.score}"
