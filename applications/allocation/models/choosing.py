"""What leads to a round's choice: what was gone on without, one's own choice, the sums, the reasons, the proposal."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.rounds.models import Round


class Waiver(models.Model):
    """That the round goes on although something is not done, with the reason. Added, never changed."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="waivers", verbose_name="runde")
    # What is gone on without, as readiness.py names it: "reviews:<application>"
    item = models.CharField("hvad", max_length=80)
    # The same in words, as it was read
    words = models.CharField("hvad, i ord", max_length=300)
    reason = models.TextField("begrundelse")
    at = models.DateTimeField("noteret", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="noteret af")

    class Meta:
        verbose_name = "fravigelse"
        verbose_name_plural = "fravigelser"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(name="waiver_once_per_item", fields=["round", "item"]),
            models.CheckConstraint(
                name="waiver_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Skriv, hvorfor I går videre.",
            ),
        ]

    def __str__(self):
        return f"{self.round_id}: {self.item}"


class PlacesChange(models.Model):
    """Another number of places in a round that is open or being assessed, and why. Added, never changed."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="places_changes", verbose_name="runde")
    before = models.PositiveSmallIntegerField("pladser før")
    after = models.PositiveSmallIntegerField("pladser nu")
    reason = models.TextField("begrundelse")
    at = models.DateTimeField("ændret", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="ændret af")

    class Meta:
        verbose_name = "ændring af pladser"
        verbose_name_plural = "ændringer af pladser"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="places_change_leaves_a_place",
                condition=Q(after__gte=1) & ~Q(after=models.F("before")),
                violation_error_message="Skriv et andet antal pladser, mindst én.",
            ),
            models.CheckConstraint(
                name="places_change_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Skriv, hvorfor antallet ændres.",
            ),
        ]

    def __str__(self):
        return f"{self.round_id}: {self.before} til {self.after}"


class OwnChoice(models.Model):
    """Whom a manager would choose before any sum is shown, and why, in a line. Added, never changed.

    It is noted again where other reviews count since, and that makes another set (recounting.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="own_choices", verbose_name="runde")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="valgt af")
    # The keys of the applications
    applications = models.JSONField("ansøgninger", default=list)
    reason = models.CharField("begrundelse", max_length=300)
    # Whose scores did not count then, by their keys, sorted
    left_out = models.JSONField("bedømmere, der ikke talte med", default=list, blank=True)
    at = models.DateTimeField("valgt", default=timezone.now)

    class Meta:
        verbose_name = "eget valg"
        verbose_name_plural = "egne valg"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                name="own_choice_once_per_person_and_reviewers",
                fields=["round", "person", "left_out"],
                violation_error_message="Dit eget valg er allerede noteret.",
            ),
            models.CheckConstraint(
                name="own_choice_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Skriv en linje om, hvorfor du vælger sådan.",
            ),
        ]

    def __str__(self):
        return f"{self.person_id}: {self.round_id}"


class Consideration(models.TextChoices):
    """What can weigh besides the reviews, where a choice must be explained."""

    CRITERIA = "criteria", "En samlet vurdering efter kriterierne"
    SIZE = "size", "Små og større kommuner"
    REGIONS = "regions", "Forskellige dele af landet"
    DAYCARE = "dagpleje", "Kommuner med en høj andel dagpleje"
    EARLIER = "earlier", "Hvem der har deltaget i tidligere runder og miniforløb"
    CAPACITY = "capacity", "Konsulenternes tid og kompetencer"
    OTHER = "other", "Andet"


class Explanation(models.Model):
    """The answer to one of the questions that a choice gives rise to (explaining.py): what weighed, and why."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="explanations", verbose_name="runde")
    # What is to be explained, as explaining.py names it: "regions", or "stronger:<chosen>:<not chosen>"
    question = models.CharField("spørgsmål", max_length=120)
    # The same in words, as it was read
    words = models.CharField("spørgsmål, i ord", max_length=400)
    consideration = models.CharField("hensyn", max_length=10, choices=Consideration)
    text = models.TextField("begrundelse")
    at = models.DateTimeField("skrevet", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af")

    class Meta:
        verbose_name = "forklaring af et valg"
        verbose_name_plural = "forklaringer af valg"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(name="explanation_once_per_question", fields=["round", "question"]),
            models.CheckConstraint(
                name="explanation_has_a_text", condition=~Q(text=""), violation_error_message="Skriv en begrundelse."
            ),
        ]

    def __str__(self):
        return f"{self.round_id}: {self.question}"


class Snapshot(models.Model):
    """What the sums were made of and came to, frozen when a round is proposed. Added, never changed.

    `replay_allocation` gives the same numbers from `input` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="snapshots", verbose_name="runde")
    number = models.PositiveSmallIntegerField("nummer")
    # Canonical JSON, as docs/allocation.md has it
    input = models.TextField("grundlag")
    # What was worked out, with the same keys; and who they are
    output = models.TextField("resultat")
    names = models.JSONField("navne", default=dict)
    # The manager's set, by the same keys
    chosen = models.JSONField("valgt", default=list)
    # Whose scores did not count, by their keys, sorted
    left_out = models.JSONField("bedømmere, der ikke talte med", default=list, blank=True)
    sha256 = models.CharField("kontrolkode", max_length=64)
    code_version = models.CharField("programversion", max_length=64)
    at = models.DateTimeField("frosset", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="frosset af")

    class Meta:
        verbose_name = "beregning"
        verbose_name_plural = "beregninger"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="snapshot_numbered_once_per_round", fields=["round", "number"]),
        ]

    def __str__(self):
        return f"{self.round_id}, {self.number}"


class Proposal(models.Model):
    """That a manager proposed a round's decisions, and what the approver did with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="proposals", verbose_name="runde")
    proposed_at = models.DateTimeField("indstillet", default=timezone.now)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="indstillet af"
    )
    # Empty on a proposal from before the sums were kept
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name="beregning"
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
