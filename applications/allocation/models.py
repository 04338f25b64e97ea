"""What is proposed, decided and announced in a round, and the places that come of it."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from applications.drafting.models import ApplicantKind, Application
from applications.rounds.models import Round
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


def words_of(outcome: str, *, is_given_back: bool) -> tuple[str, str]:
    """A decision as applicants read it, and the kind of its badge; their own no comes after ours."""
    if is_given_back:
        return "I har sagt nej til et forløb", "neutral"
    return WORDS[Outcome(outcome)], KINDS[Outcome(outcome)]


class Proposal(models.Model):
    """That a manager proposed a round's decisions, and what the approver did with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="proposals", verbose_name="runde")
    proposed_at = models.DateTimeField("indstillet", default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="indstillet af"
    )
    # Why the round is decided although an application has fewer than two reviews
    waiver = models.TextField("begrundelse for færre bedømmelser", blank=True)
    approved_at = models.DateTimeField("tiltrådt", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tiltrådt af"
    )
    sent_back_at = models.DateTimeField("sendt tilbage", null=True, blank=True)
    sent_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sendt tilbage af",
    )
    remark = models.TextField("bemærkning", blank=True)

    class Meta:
        verbose_name = "indstilling"
        verbose_name_plural = "indstillinger"
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                name="proposal_one_standing_per_round",
                fields=["round"],
                condition=Q(sent_back_at=None),
                violation_error_message="Runden er allerede indstillet.",
            ),
            models.CheckConstraint(
                name="proposal_approved_at_and_by_another",
                condition=Q(approved_at=None, approved_by=None)
                | (Q(approved_at__isnull=False, approved_by__isnull=False) & ~Q(approved_by=models.F("proposed_by"))),
                violation_error_message="En anden end den, der har indstillet, skal tiltræde.",
            ),
            models.CheckConstraint(
                name="proposal_sent_back_at_by_and_with_a_remark",
                condition=Q(sent_back_at=None, sent_back_by=None, remark="")
                | (Q(sent_back_at__isnull=False, sent_back_by__isnull=False) & ~Q(remark="")),
                violation_error_message="Skriv, hvad der skal ses på igen.",
            ),
            models.CheckConstraint(
                name="proposal_is_not_both_approved_and_sent_back",
                condition=Q(approved_at=None) | Q(sent_back_at=None),
            ),
        ]

    def __str__(self):
        return f"{self.round}, {self.proposed_at:%Y-%m-%d}"


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
        return words_of(self.outcome, is_given_back=bool(self.given_back_at))[0]

    @property
    def status_kind(self) -> str:
        """The badge's kind for `status_word`, and for the staff's word."""
        return words_of(self.outcome, is_given_back=bool(self.given_back_at))[1]

    @property
    def accept_by(self) -> date | None:
        """The last day on which a granted place can be accepted, the whole day; None before it is announced."""
        if not (self.is_granted and self.announced_at):
            return None
        return self.round.accept_by(self.announced_at)

    def awaits_answer_at(self, moment) -> bool:
        """Whether the municipality can still say yes or no to its place."""
        return (
            self.accept_by is not None
            and self.given_back_at is None
            and not hasattr(self, "place")
            and timezone.localdate(moment) <= self.accept_by
        )


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
