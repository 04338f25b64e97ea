"""What became of an anchoring plan: the coordinator is asked six and twelve months after the course was closed."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.plans.models.anchoring import AnchoringAction
from engagements.plans.models.plans import Plan

# After so many months it is asked again
MONTHS = (6, 12)


class Fate(models.TextChoices):
    """What became of an action."""

    LIVES = "lives", "Lever videre"
    CHANGED = "changed", "Er ændret"
    STOPPED = "stopped", "Er stoppet"


# What each looks like as a badge
FATE_KINDS = {Fate.LIVES: "success", Fate.CHANGED: "info", Fate.STOPPED: "warning"}


class AnchoringFollowUp(models.Model):
    """That somebody was asked what became of a plan, so many months after the close. Answered by a personal link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="follow_ups", verbose_name="forankringsplan")
    months = models.PositiveSmallIntegerField("måneder efter")
    # Whom we asked; somebody else where the address was corrected
    name = models.CharField("navn", max_length=150)
    email = models.EmailField("mailadresse")
    asked_on = models.DateField("spurgt")
    answer_by = models.DateField("kan besvares til og med")
    made_at = models.DateTimeField("oprettet", default=timezone.now)

    class Meta:
        verbose_name = "opfølgning på forankring"
        verbose_name_plural = "opfølgninger på forankring"
        ordering = ["-asked_on", "-months", "id"]
        constraints = [
            models.UniqueConstraint(name="follow_up_once_per_plan_and_month", fields=["plan", "months"]),
            models.CheckConstraint(name="follow_up_after_six_or_twelve_months", condition=Q(months__in=MONTHS)),
            models.CheckConstraint(
                name="follow_up_can_be_answered_after_it_is_asked", condition=Q(answer_by__gt=models.F("asked_on"))
            ),
        ]

    def __str__(self):
        return f"{self.months} måneder efter"

    def is_open_on(self, day: date) -> bool:
        """Whether it can be answered on that day."""
        return day <= self.answer_by


class AnchoringAnswer(models.Model):
    """What became of one action."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    follow_up = models.ForeignKey(AnchoringFollowUp, models.CASCADE, related_name="answers", verbose_name="opfølgning")
    action = models.ForeignKey(AnchoringAction, models.CASCADE, related_name="answers", verbose_name="handling")
    fate = models.CharField("svar", max_length=10, choices=Fate)
    line = models.CharField("med få ord", max_length=300, blank=True)
    answered_at = models.DateTimeField("besvaret", default=timezone.now)
    answered_by_name = models.CharField("besvaret af", max_length=250)

    class Meta:
        verbose_name = "svar om forankring"
        verbose_name_plural = "svar om forankring"
        ordering = ["follow_up", "action"]
        constraints = [
            models.UniqueConstraint(name="anchoring_answer_once_per_action", fields=["follow_up", "action"]),
        ]

    def __str__(self):
        return self.get_fate_display()

    @property
    def status_word(self) -> str:
        return self.get_fate_display()

    @property
    def status_kind(self) -> str:
        return FATE_KINDS[Fate(self.fate)]
