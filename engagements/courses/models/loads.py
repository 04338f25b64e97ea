"""What a course is assumed to take of a consultant's time."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.rounds.models import Programme


class ProgrammeLoad(models.Model):
    """The hours in a month that one consultant is assumed to spend on one course of a programme. Data, not a rule."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.OneToOneField(Programme, models.CASCADE, related_name="load", verbose_name="tilbud")
    hours_per_month = models.DecimalField("timer om måneden", max_digits=5, decimal_places=2)
    # Where the figure is from, or that it is ours
    source = models.CharField("hvor tallet er fra", max_length=300)
    # Empty for the one that came with the system
    changed_at = models.DateTimeField("ændret", null=True, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ændret af"
    )

    class Meta:
        verbose_name = "forudsætning om tid"
        verbose_name_plural = "forudsætninger om tid"
        constraints = [
            models.CheckConstraint(
                name="programme_load_is_of_some_hours",
                condition=Q(hours_per_month__gt=0, hours_per_month__lte=250),
                violation_error_message="Skriv et antal timer over 0 og højst 250.",
            ),
            models.CheckConstraint(
                name="programme_load_has_a_source",
                condition=~Q(source=""),
                violation_error_message="Skriv, hvor tallet er fra.",
            ),
            models.CheckConstraint(
                name="programme_load_changed_at_and_by",
                condition=Q(changed_at=None, changed_by=None) | Q(changed_at__isnull=False, changed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.programme}: {self.hours_per_month}"
