"""That a course rests for a while."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from engagements.courses.models.engagements import Engagement


class Pause(models.Model):
    """A time in which a running course rests, with why and until when it is expected to.

    A row and not a status: the course is still running, may rest more than once, and goes on where it stood.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="pauses", verbose_name="forløb")
    since = models.DateField("fra")
    # The day on which the course is expected to go on
    expected_until = models.DateField("ventes genoptaget")
    # The day on which it went on, or ended; empty as long as it rests
    until = models.DateField("genoptaget", null=True, blank=True)
    reason = models.TextField("hvorfor")
    at = models.DateTimeField("sat", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sat af")
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="genoptaget af"
    )

    class Meta:
        verbose_name = "pause i forløb"
        verbose_name_plural = "pauser i forløb"
        ordering = ["-since", "-at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="pause_one_running_per_course",
                fields=["engagement"],
                condition=Q(until=None),
                violation_error_message="Forløbet er allerede på pause.",
            ),
            models.CheckConstraint(
                name="pause_is_expected_to_end_after_it_begins",
                condition=Q(expected_until__gt=F("since")),
                violation_error_message="Pausen skal slutte, efter at den er begyndt.",
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="pause_until_and_ended_by",
                condition=Q(until=None, ended_by=None) | Q(until__isnull=False, ended_by__isnull=False),
            ),
            models.CheckConstraint(
                name="pause_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Skriv, hvorfor forløbet holder pause.",
            ),
        ]

    def __str__(self):
        return f"{self.engagement_id}: {self.since}"

    @property
    def is_running(self) -> bool:
        return self.until is None

    def days(self, today: date) -> int:
        """How many days the course has rested, or did."""
        return ((self.until or today) - self.since).days
