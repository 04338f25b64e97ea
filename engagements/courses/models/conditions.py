"""How a course is doing, as its consultants see it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.courses.models.engagements import Engagement


class ConditionKind(models.TextChoices):
    ON_TRACK = "on_track", "På sporet"
    ATTENTION = "attention", "Kræver opmærksomhed"
    STUCK = "stuck", "Gået i stå"


# What each looks like as a badge
CONDITION_KINDS = {
    ConditionKind.ON_TRACK: "success",
    ConditionKind.ATTENTION: "warning",
    ConditionKind.STUCK: "error",
}


class Condition(models.Model):
    """What a person says of a course at one time. The newest stands; the others tell how it went."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="conditions", verbose_name="forløb")
    kind = models.CharField("status", max_length=10, choices=ConditionKind)
    reason = models.TextField("hvorfor", blank=True)
    next_step = models.TextField("næste skridt", blank=True)
    at = models.DateTimeField("sat", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sat af")

    class Meta:
        verbose_name = "status på forløb"
        verbose_name_plural = "status på forløb"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["engagement", "-at", "-id"], name="condition_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="condition_that_is_not_on_track_has_a_reason_and_a_next_step",
                condition=Q(kind=ConditionKind.ON_TRACK) | (~Q(reason="") & ~Q(next_step="")),
                violation_error_message="Skriv, hvorfor forløbet ikke er på sporet, og hvad I gør nu.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def status_word(self) -> str:
        return self.get_kind_display()

    @property
    def status_kind(self) -> str:
        return CONDITION_KINDS[ConditionKind(self.kind)]
