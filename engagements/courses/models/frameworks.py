"""The framework: the steps that a programme's courses begin with."""

import uuid

from django.db import models

from applications.rounds.models import Programme


class StepKind(models.TextChoices):
    MEETING = "meeting", "Møde"
    TASK = "task", "Opgave"
    MILESTONE = "milestone", "Milepæl"
    EVENT = "event", "Arrangement"
    TRACK = "track", "Løbende"


class FrameworkTemplate(models.Model):
    """The steps that a programme's courses begin with. A changed framework is a new number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="frameworks", verbose_name="tilbud")
    number = models.PositiveSmallIntegerField("udgave")

    class Meta:
        verbose_name = "ramme"
        verbose_name_plural = "rammer"
        ordering = ["programme", "-number"]
        constraints = [
            models.UniqueConstraint(name="framework_number_once_per_programme", fields=["programme", "number"]),
        ]

    def __str__(self):
        return f"{self.programme}, udgave {self.number}"


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
