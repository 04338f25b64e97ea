"""Seats that are held for a municipality in a course."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.programme.models import Event
from praksis.mail.models import PersonalLink
from praksis.organisations.models import Organisation


class Allowance(models.Model):
    """So many seats at an event for the people of one organisation, by a link that its coordinator passes on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="allowances", verbose_name="arrangement")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="kommune")
    seats = models.PositiveSmallIntegerField("pladser")
    link = models.OneToOneField(
        PersonalLink, models.PROTECT, null=True, blank=True, related_name="allowance", verbose_name="link"
    )
    made_at = models.DateTimeField("givet", default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="givet af")

    class Meta:
        verbose_name = "holdte pladser"
        verbose_name_plural = "holdte pladser"
        ordering = ["organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="allowance_once_per_event_and_organisation",
                fields=["event", "organisation"],
                violation_error_message="Der er allerede holdt pladser til dem.",
            ),
            models.CheckConstraint(
                name="allowance_has_a_seat",
                condition=Q(seats__gte=1),
                violation_error_message="Skriv mindst én plads.",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.seats} pladser"
