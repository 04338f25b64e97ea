"""The agenda of a meeting: its items, and when it was sent."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.meetings.models.meetings import Meeting
from praksis.db import Stateful


class ItemStatus(models.TextChoices):
    SUGGESTED = "suggested", "Foreslået"
    ON = "on", "På dagsordenen"
    LEFT_OUT = "left_out", "Ikke taget med"


class AgendaItemQuerySet(models.QuerySet):
    def on(self):
        """What stands on the agenda, in its order: neither what is only suggested nor what was left out."""
        return self.filter(status=ItemStatus.ON)


class AgendaItem(Stateful):
    """One thing to talk about at a meeting. What the party suggests is on the agenda only once it is taken in."""

    TRANSITIONS = {
        ItemStatus.SUGGESTED: {ItemStatus.ON, ItemStatus.LEFT_OUT},
        ItemStatus.LEFT_OUT: {ItemStatus.ON},
        ItemStatus.ON: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", verbose_name="møde")
    order = models.PositiveSmallIntegerField("rækkefølge")
    title = models.CharField("punkt", max_length=200)
    text = models.TextField("tekst", blank=True)
    presenter = models.CharField("hvem lægger op", max_length=100, blank=True)
    minutes_planned = models.PositiveSmallIntegerField("minutter", null=True, blank=True)
    # Under this item stand the course's open follow-ups.
    takes_follow_ups = models.BooleanField("opfølgning fra sidst", default=False)
    # What is added later comes before it, until somebody moves the items.
    comes_last = models.BooleanField("står sidst", default=False)
    status = models.CharField("status", max_length=10, choices=ItemStatus, default=ItemStatus.ON)
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="foreslået af"
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "punkt på dagsorden"
        verbose_name_plural = "punkter på dagsorden"
        ordering = ["comes_last", "order", "id"]
        constraints = [
            models.CheckConstraint(
                name="agenda_item_has_a_title",
                condition=~Q(title=""),
                violation_error_message="Skriv, hvad punktet handler om.",
            ),
            models.CheckConstraint(
                name="agenda_item_takes_some_time",
                condition=Q(minutes_planned=None) | Q(minutes_planned__range=(1, 480)),
                violation_error_message="Skriv et antal minutter fra 1 til 480.",
            ),
            models.CheckConstraint(
                name="agenda_item_not_on_it_was_suggested",
                condition=Q(status=ItemStatus.ON) | Q(suggested_by__isnull=False),
            ),
            models.UniqueConstraint(
                name="agenda_takes_follow_ups_once", fields=["meeting"], condition=Q(takes_follow_ups=True)
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def is_on(self) -> bool:
        return self.status == ItemStatus.ON

    @property
    def is_suggested(self) -> bool:
        return self.status == ItemStatus.SUGGESTED

    @property
    def hint(self) -> str:
        """Who presents it and how long it takes, in one line; empty where nobody has said."""
        takes = f"{self.minutes_planned} min." if self.minutes_planned else ""
        return " · ".join(part for part in (self.presenter, takes) if part)


class AgendaSending(models.Model):
    """That the agenda was mailed to those invited, with what it then said. Rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda_sendings", verbose_name="møde")
    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("dagsorden")
    sent_at = models.DateTimeField("sendt", default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sendt af")

    class Meta:
        verbose_name = "sendt dagsorden"
        verbose_name_plural = "sendte dagsordener"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="agenda_sending_number_once_per_meeting", fields=["meeting", "number"]),
        ]

    def __str__(self):
        return f"{self.meeting_id} · {self.number}"
