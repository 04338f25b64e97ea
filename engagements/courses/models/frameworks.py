"""The framework: the steps that a programme's courses begin with."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from applications.rounds.models import Programme


class StepKind(models.TextChoices):
    MEETING = "meeting", "Møde"
    TASK = "task", "Opgave"
    MILESTONE = "milestone", "Milepæl"
    EVENT = "event", "Arrangement"
    TRACK = "track", "Løbende"


class FrameworkQuerySet(models.QuerySet):
    def in_use(self):
        """Those that courses begin or have begun with; the newest of a programme is the one that new courses get."""
        return self.filter(in_use_at__isnull=False).order_by("programme", "-number")


class FrameworkTemplate(models.Model):
    """The steps that a programme's courses begin with. A changed framework is a new number.

    It is a draft until it is taken into use; from then on it stays as it is, and courses follow copies of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="frameworks", verbose_name="tilbud")
    number = models.PositiveSmallIntegerField("udgave")
    # What is new in it; empty for the first
    note = models.TextField("hvad der er nyt", blank=True)
    made_at = models.DateTimeField("lavet", default=timezone.now)
    # Empty for the first, which came with the system
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lavet af"
    )
    in_use_at = models.DateTimeField("taget i brug", null=True, blank=True)
    in_use_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="taget i brug af",
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "ramme"
        verbose_name_plural = "rammer"
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(name="framework_number_once_per_programme", fields=["programme", "number"]),
            models.UniqueConstraint(
                name="framework_one_draft_per_programme",
                fields=["programme"],
                condition=Q(in_use_at=None),
                violation_error_message="Der er allerede en kladde til en ny udgave.",
            ),
            models.CheckConstraint(
                name="framework_draft_was_not_taken_into_use", condition=Q(in_use_at__isnull=False) | Q(in_use_by=None)
            ),
        ]

    def __str__(self):
        return f"{self.programme}, udgave {self.number}"

    def get_absolute_url(self):
        return reverse("engagements:framework", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.in_use_at is None


class StepText(models.Model):
    """What a step is, in the framework and in a course's copy of it."""

    order = models.PositiveSmallIntegerField("rækkefølge")
    column = models.CharField("fase", max_length=60)
    lane = models.CharField("spor", max_length=40)
    # Cannot be removed from a course
    is_anchor = models.BooleanField("fast trin", default=False)
    kind = models.CharField("slags", max_length=10, choices=StepKind)
    text = models.CharField("trin", max_length=200)
    responsible = models.CharField("ansvarlig", max_length=200)

    class Meta:
        abstract = True
        ordering = ["order"]

    def __str__(self):
        return self.text


class FrameworkStep(StepText):
    """One row of a framework."""

    template = models.ForeignKey(FrameworkTemplate, models.CASCADE, related_name="steps", verbose_name="ramme")
    produces = models.CharField("giver", max_length=200, blank=True)
    timing = models.CharField("uger efter start", max_length=60)
    source = models.CharField("kilde", max_length=300, blank=True)
    note = models.CharField("note", max_length=300, blank=True)

    class Meta(StepText.Meta):
        verbose_name = "trin i rammen"
        verbose_name_plural = "trin i rammen"
        constraints = [
            models.UniqueConstraint(name="framework_step_order_once", fields=["template", "order"]),
        ]
