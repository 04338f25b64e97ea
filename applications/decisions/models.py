"""What follows an announced decision: its letter, and what the applicant or others ask about it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from applications.allocation.models import Decision
from applications.rounds.models import Round
from praksis.documents.models import Document
from praksis.work import Work


class DecisionLetter(Work):
    """The letter of one announced decision, as a PDF that is made once. What stands in it is copied when it is due."""

    TASK = "applications.tasks.draw_letter"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="letters", verbose_name="afgørelse")
    # 1, and one more for each decision that replaces an earlier one
    number = models.PositiveSmallIntegerField("nummer", default=1)
    facts = models.JSONField("oplysninger")
    requested_at = models.DateTimeField("bestilt", default=timezone.now)
    # Empty until it is made; then never changed
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="decision_letter", verbose_name="dokument"
    )

    class Meta:
        verbose_name = "afgørelsesbrev"
        verbose_name_plural = "afgørelsesbreve"
        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["not_before"], name="decision_letter_waiting", condition=Q(status="waiting"))]
        constraints = [
            models.UniqueConstraint(name="letter_numbered_once_per_decision", fields=["decision", "number"]),
        ]

    def __str__(self):
        return f"Brev {self.number} om {self.decision_id}"


class RequestKind(models.TextChoices):
    REASONS = "reasons", "Uddybende begrundelse"
    RECONSIDERATION = "reconsideration", "Genoptagelse"
    ACCESS = "access", "Aktindsigt"


class RequestOutcome(models.TextChoices):
    GIVEN = "given", "Imødekommet"
    PARTLY = "partly", "Delvist imødekommet"
    REFUSED = "refused", "Afslag"


class DecisionRequest(models.Model):
    """That somebody asks for reasons, for a decision to be looked at again, or for access to the files.

    How long there is to answer follows from its kind (clocks.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="requests", verbose_name="runde")
    # Empty where somebody asks for access to the files of the whole round
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="requests", verbose_name="afgørelse"
    )
    kind = models.CharField("anmodning", max_length=15, choices=RequestKind)
    asked_by_name = models.CharField("hvem spørger", max_length=200)
    asked_by_email = models.EmailField("mail", max_length=254)
    # A user of the applicant's, where it was sent from the page
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bruger"
    )
    text = models.TextField("hvad der spørges om")
    received_at = models.DateTimeField("modtaget")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="indtastet af"
    )
    # The last day to answer, the whole of it, or to tell why not and when
    due_on = models.DateField("svar senest")
    postponed_to = models.DateField("udsat til", null=True, blank=True)
    postponed_reason = models.TextField("hvorfor udsat", blank=True)
    outcome = models.CharField("udfald", max_length=10, choices=RequestOutcome, blank=True)
    answer = models.TextField("svar", blank=True)
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besvaret af"
    )

    class Meta:
        verbose_name = "anmodning om en afgørelse"
        verbose_name_plural = "anmodninger om afgørelser"
        ordering = ["due_on"]
        indexes = [models.Index(fields=["due_on"], name="request_open", condition=Q(answered_at=None))]
        constraints = [
            models.CheckConstraint(
                name="request_is_about_a_decision_unless_for_access",
                condition=Q(decision__isnull=False) | Q(kind=RequestKind.ACCESS),
            ),
            models.CheckConstraint(
                name="request_answered_at_by_and_with_an_outcome",
                condition=Q(answered_at=None, answered_by=None, answer="", outcome="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="") & ~Q(outcome="")),
                violation_error_message="Skriv et svar, og vælg et udfald.",
            ),
            models.CheckConstraint(
                name="request_postponed_with_a_reason",
                condition=Q(postponed_to=None, postponed_reason="")
                | (Q(postponed_to__gt=models.F("due_on")) & ~Q(postponed_reason="")),
                violation_error_message="Skriv, hvorfor svaret kommer senere, og vælg en dag efter fristen.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.asked_by_name}"

    def get_absolute_url(self):
        return reverse("applications:request", args=[self.pk])
