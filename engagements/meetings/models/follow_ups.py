"""What somebody is to do after a meeting: who, and by when."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.meetings.models.meetings import Meeting
from praksis.danish import short_date

# So near its date a follow-up is said to be due soon.
SOON = timedelta(days=7)


class Side(models.TextChoices):
    AGENCY = "agency", "Praksiskonsulenterne"
    PARTY = "party", "Kommunen eller dagtilbuddet"


class FollowUpQuerySet(models.QuerySet):
    def open(self):
        """Those that are neither done nor dropped."""
        return self.filter(done_at=None, dropped_at=None)

    def carried_to(self, meeting):
        """Those of the course's earlier meetings that are open when this one begins, or now where it is to come."""
        moment = min(timezone.now(), meeting.starts_at)
        return self.filter(
            Q(done_at=None) | Q(done_at__gt=moment),
            Q(dropped_at=None) | Q(dropped_at__gt=moment),
            meeting__engagement=meeting.engagement_id,
            meeting__starts_at__lt=meeting.starts_at,
        )

    def first_due(self):
        """The one that is due first in front."""
        return self.order_by("due_on", "created_at", "pk")


class FollowUp(models.Model):
    """What was agreed at a meeting that somebody does. It is never erased: it is done, or dropped with a reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="follow_ups", verbose_name="møde")
    what = models.CharField("hvad", max_length=300)
    owner = models.CharField("hvem", max_length=150)
    side = models.CharField("side", max_length=10, choices=Side)
    email = models.EmailField("mailadresse", blank=True)  # in lower case
    due_on = models.DateField("senest")
    created_at = models.DateTimeField("aftalt", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af"
    )
    done_at = models.DateTimeField("gjort", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="meldt gjort af"
    )
    dropped_at = models.DateTimeField("droppet", null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="droppet af"
    )
    drop_reason = models.TextField("hvorfor det er droppet", blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "opfølgning"
        verbose_name_plural = "opfølgninger"
        ordering = ["due_on", "created_at"]
        indexes = [
            models.Index(
                fields=["due_on"], name="follow_up_open", condition=Q(done_at__isnull=True, dropped_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="follow_up_says_what",
                condition=~Q(what=""),
                violation_error_message="Skriv, hvad der skal gøres.",
            ),
            models.CheckConstraint(
                name="follow_up_has_an_owner",
                condition=~Q(owner=""),
                violation_error_message="Skriv, hvem der gør det.",
            ),
            models.CheckConstraint(
                name="follow_up_done_at_and_by",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="follow_up_dropped_with_a_reason",
                condition=Q(dropped_at=None, dropped_by=None, drop_reason="")
                | (Q(dropped_at__isnull=False, dropped_by__isnull=False) & ~Q(drop_reason="")),
                violation_error_message="Skriv, hvorfor det ikke skal gøres alligevel.",
            ),
            models.CheckConstraint(
                name="follow_up_is_not_both_done_and_dropped", condition=Q(done_at=None) | Q(dropped_at=None)
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()

    @property
    def who_and_when(self) -> str:
        """Whose it is, and by when, in one line."""
        return f"{self.owner} · senest {short_date(self.due_on)}"

    @property
    def status_word(self) -> str:
        if self.dropped_at:
            return "Droppet"
        if self.done_at:
            return "Gjort"
        if self.is_overdue:
            return "Overskredet"
        return "Snart" if self.due_on <= timezone.localdate() + SOON else "Åben"

    @property
    def status_kind(self) -> str:
        return {"Gjort": "success", "Overskredet": "error", "Snart": "warning", "Åben": "info"}.get(
            self.status_word, "neutral"
        )
