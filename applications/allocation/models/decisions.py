"""What is decided and announced in a round, and the places that come of it."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import ApplicantKind, Application
from applications.rounds.models import Criterion, Round
from praksis.organisations.models import Organisation


class Outcome(models.TextChoices):
    GRANTED = "granted", "Tilsagn"
    RESERVE = "reserve", "Reserveliste"
    REFUSED = "refused", "Afslag"


# What applicants read
WORDS = {
    Outcome.GRANTED: "I har fået et forløb",
    Outcome.RESERVE: "I står på reservelisten",
    Outcome.REFUSED: "I har ikke fået et forløb denne gang",
}
KINDS = {Outcome.GRANTED: "success", Outcome.RESERVE: "info", Outcome.REFUSED: "neutral"}


def words_of(outcome: str, *, is_given_back: bool, was_accepted: bool = False) -> tuple[str, str]:
    """A decision as applicants read it, and the kind of its badge; a no of theirs, or no answer, comes after ours."""
    if is_given_back and was_accepted:
        return "I har givet jeres plads tilbage", "neutral"
    if is_given_back:
        return "I har ikke taget imod et forløb", "neutral"
    return WORDS[Outcome(outcome)], KINDS[Outcome(outcome)]


class DecisionQuerySet(models.QuerySet):
    def holding_a_seat(self):
        """Grants whose place has not been given back."""
        return self.filter(outcome=Outcome.GRANTED, given_back_at=None)

    def visible_to(self, user):
        """Announced decisions on the applications of the user's organisations, and nothing before that.

        Staff see decisions on the round's page, which asks for their interests first.
        """
        return self.filter(
            announced_at__isnull=False, application__in=Application.objects.visible_to(user).values("pk")
        )


class Decision(models.Model):
    """What is decided on an application: a choice that managers can change, until the round is announced."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("praksis.Case", models.PROTECT, related_name="decisions", verbose_name="sag")
    round = models.ForeignKey(Round, models.PROTECT, related_name="decisions", verbose_name="runde")
    application = models.OneToOneField(Application, models.PROTECT, related_name="decision", verbose_name="ansøgning")
    outcome = models.CharField("afgørelse", max_length=10, choices=Outcome)
    reason = models.TextField("begrundelse", blank=True)
    # 1 to the round's places: two grants can never hold the same, however many press at once.
    seat_number = models.PositiveSmallIntegerField("plads", null=True, blank=True)
    # In which order a place that becomes free is offered; people decide each time.
    reserve_rank = models.PositiveSmallIntegerField("plads på reservelisten", null=True, blank=True)
    chosen_at = models.DateTimeField("valgt", default=timezone.now)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="valgt af")
    announced_at = models.DateTimeField("meddelt", null=True, blank=True)
    given_back_at = models.DateTimeField("givet tilbage", null=True, blank=True)
    given_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="givet tilbage af",
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "afgørelse"
        verbose_name_plural = "afgørelser"
        constraints = [
            models.CheckConstraint(
                name="decision_grants_exactly_with_a_seat",
                condition=Q(outcome=Outcome.GRANTED, seat_number__isnull=False, seat_number__gte=1)
                | (~Q(outcome=Outcome.GRANTED) & Q(seat_number=None)),
            ),
            models.UniqueConstraint(
                name="decision_one_grant_per_seat",
                fields=["round", "seat_number"],
                condition=Q(given_back_at=None, seat_number__isnull=False),
                violation_error_message="Pladsen er allerede givet.",
            ),
            models.CheckConstraint(
                name="decision_only_reserves_are_ranked",
                condition=Q(reserve_rank=None) | Q(outcome=Outcome.RESERVE, reserve_rank__gte=1),
            ),
            models.UniqueConstraint(
                name="decision_one_per_reserve_rank",
                fields=["round", "reserve_rank"],
                condition=Q(reserve_rank__isnull=False),
                violation_error_message="Der står allerede en på den plads på reservelisten.",
            ),
            models.CheckConstraint(
                name="decision_announced_has_a_reason",
                condition=Q(announced_at=None) | ~Q(reason=""),
                violation_error_message="Skriv en begrundelse.",
            ),
            models.CheckConstraint(
                name="decision_given_back_at_and_by",
                condition=Q(given_back_at=None, given_back_by=None)
                | Q(given_back_at__isnull=False, given_back_by__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_given_back_was_an_announced_grant",
                condition=Q(given_back_at=None) | Q(outcome=Outcome.GRANTED, announced_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.application_id}: {self.outcome}"

    def get_absolute_url(self):
        return reverse("applications:decision", args=[self.application_id])

    @property
    def is_granted(self) -> bool:
        return self.outcome == Outcome.GRANTED

    @property
    def status_word(self) -> str:
        """The decision as applicants read it."""
        return self._words[0]

    @property
    def status_kind(self) -> str:
        """The badge's kind for `status_word`, and for the staff's word."""
        return self._words[1]

    @property
    def _words(self) -> tuple[str, str]:
        is_given_back = self.given_back_at is not None
        return words_of(
            self.outcome, is_given_back=is_given_back, was_accepted=is_given_back and hasattr(self, "place")
        )

    @property
    def accept_by(self) -> date | None:
        """The last day on which a granted place can be accepted, the whole day; None before it is announced."""
        if not (self.is_granted and self.announced_at):
            return None
        return self.round.accept_by(self.announced_at)

    @property
    def has_lapsed(self) -> bool:
        """Whether its place went on because nobody had answered when the time was over."""
        return (
            self.given_back_at is not None
            and self.accept_by is not None
            and timezone.localdate(self.given_back_at) > self.accept_by
            and not hasattr(self, "place")
        )

    def awaits_answer_at(self, moment) -> bool:
        """Whether the municipality can still say yes or no to its place."""
        return (
            self.accept_by is not None
            and self.given_back_at is None
            and not hasattr(self, "place")
            and timezone.localdate(moment) <= self.accept_by
        )


class DecisionReason(models.Model):
    """What weighed in a decision under one criterion: drafted from the rationales, edited by a person."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="reasons", verbose_name="afgørelse")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name="kriterium")
    text = models.TextField("begrundelse", blank=True)
    # None as long as nobody has made the draft their own
    written_at = models.DateTimeField("skrevet", null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="skrevet af"
    )

    class Meta:
        verbose_name = "begrundelse under et kriterium"
        verbose_name_plural = "begrundelser under kriterier"
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(name="decision_reason_once_per_criterion", fields=["decision", "criterion"]),
            models.CheckConstraint(
                name="decision_reason_written_at_and_by",
                condition=Q(written_at=None, written_by=None) | Q(written_at__isnull=False, written_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}, {self.criterion_id}"


class EarlierDecision(models.Model):
    """An announced decision as it was, before a new one replaced it. Added, never changed; both stay on the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="earlier", verbose_name="afgørelse")
    outcome = models.CharField("afgørelse", max_length=10, choices=Outcome)
    reason = models.TextField("begrundelse")
    # Each as {"key", "title", "text"}
    reasons = models.JSONField("begrundelser under kriterier", default=list)
    announced_at = models.DateTimeField("meddelt")
    given_back_at = models.DateTimeField("givet tilbage", null=True, blank=True)
    replaced_at = models.DateTimeField("erstattet", default=timezone.now)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="erstattet af"
    )
    # Why it was replaced; the applicant reads it
    why = models.TextField("hvorfor den er erstattet")

    class Meta:
        verbose_name = "tidligere afgørelse"
        verbose_name_plural = "tidligere afgørelser"
        ordering = ["announced_at"]
        constraints = [
            models.CheckConstraint(
                name="earlier_decision_says_why",
                condition=~Q(why=""),
                violation_error_message="Skriv, hvorfor afgørelsen erstattes.",
            ),
        ]

    def __str__(self):
        return f"{self.decision_id}: {self.outcome}"


class Place(models.Model):
    """An accepted place: what a course is opened from. Its facts are copied, so that no later edit changes them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("praksis.Case", models.PROTECT, related_name="place", verbose_name="sag")
    round = models.ForeignKey(Round, models.PROTECT, related_name="accepted_places", verbose_name="runde")
    applicant = models.ForeignKey(Organisation, models.PROTECT, related_name="places", verbose_name="ansøger")
    applicant_kind = models.CharField("ansøgers art", max_length=20, choices=ApplicantKind)
    # Both are empty on a place of a round that is recorded from before the system.
    application = models.OneToOneField(
        Application, models.PROTECT, null=True, blank=True, related_name="place", verbose_name="ansøgning"
    )
    decision = models.OneToOneField(
        Decision, models.PROTECT, null=True, blank=True, related_name="place", verbose_name="afgørelse"
    )
    accepted_at = models.DateTimeField("taget imod", default=timezone.now)
    accepted_by_name = models.CharField("taget imod af", max_length=200)
    given_back_at = models.DateTimeField("givet tilbage", null=True, blank=True)
    facts = models.JSONField("oplysninger")

    class Meta:
        verbose_name = "plads"
        verbose_name_plural = "pladser"
        ordering = ["-accepted_at"]
        constraints = [
            models.CheckConstraint(
                name="place_has_application_and_decision_or_neither",
                condition=Q(application=None, decision=None) | Q(application__isnull=False, decision__isnull=False),
            ),
            models.CheckConstraint(
                name="place_is_given_back_after_it_is_accepted",
                condition=Q(given_back_at=None) | Q(given_back_at__gte=models.F("accepted_at")),
            ),
        ]

    def __str__(self):
        return f"{self.applicant}: {self.round}"
