"""Who reviews a round, their interests, and what they think of each application."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from applications.drafting.models import Application
from applications.rounds.models import Criterion, Round


class ReviewerAssignmentQuerySet(models.QuerySet):
    def taking_part_in(self, round_: Round):
        """The round's assignments whose reviewer has no interest in it."""
        return self.filter(round=round_).exclude(reviewer__in=InterestDeclaration.objects.persons_out_of(round_))

    def with_interests(self):
        """Assignments with what their reviewer has declared: `has_declared` and `has_interest` can be asked."""
        declared = InterestDeclaration.objects.filter(round=OuterRef("round"), person=OuterRef("reviewer"))
        named = self.select_related("reviewer").only("round", "reviewer__name")
        return named.annotate(declared=Subquery(declared.values("has_interest")))

    def with_progress(self):
        """The same with `locked`, the number of locked reviews."""
        locked = (
            Review.objects.filter(
                application__round=OuterRef("round"), reviewer=OuterRef("reviewer"), locked_at__isnull=False
            )
            .order_by()
            .values("reviewer")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.with_interests().annotate(locked=Coalesce(Subquery(locked), 0))


class ReviewerAssignment(models.Model):
    """That a consultant reviews a round: every application in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments", verbose_name="runde")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_assignments", verbose_name="bedømmer"
    )
    assigned_at = models.DateTimeField("tildelt", default=timezone.now)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="tildelt af"
    )
    # None until the reviewer has declared; only on assignments read by `with_interests`.
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


class InterestDeclarationQuerySet(models.QuerySet):
    def with_interest(self):
        """Declarations that take their person out of the round."""
        return self.filter(has_interest=True)

    def persons_out_of(self, round_: Round):
        """The keys of those whom an interest takes out of this round."""
        return self.with_interest().filter(round=round_).values("person")


class InterestDeclaration(models.Model):
    """What a person has declared about own interests in a round's applicants (forvaltningsloven §§ 3 and 6).

    All applicants of a round compete, so an interest in one of them is an interest in the whole round.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="interest_declarations", verbose_name="runde")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="interest_declarations", verbose_name="person"
    )
    has_interest = models.BooleanField("har en interesse")
    about = models.TextField("hvad interessen består i", blank=True)
    declared_at = models.DateTimeField("erklæret", default=timezone.now)

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
        ]

    def __str__(self):
        return f"{self.person}: {self.round}"


class ReviewQuerySet(models.QuerySet):
    def valid_in(self, round_: Round):
        """Of some of this round's reviews those that count: locked, and by nobody with an interest in the round."""
        conflicted = InterestDeclaration.objects.persons_out_of(round_)
        return self.filter(locked_at__isnull=False).exclude(reviewer__in=conflicted)

    def with_scores(self):
        """A row for each score, with who gave it; a review that has none yet is a row without one."""
        return self.values_list(
            "reviewer", "reviewer__name", "locked_at", "scores__criterion", "scores__score", "scores__rationale"
        )


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


class Score(models.Model):
    """A reviewer's score of one criterion and the reason for it; both may be empty until the review is locked."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores", verbose_name="bedømmelse")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name="kriterium")
    score = models.PositiveSmallIntegerField("karakter", null=True, blank=True)
    rationale = models.TextField("begrundelse", blank=True)

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
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.score}"
