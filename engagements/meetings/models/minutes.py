"""The minutes (referat) of a meeting: what was said and decided, what it said before, and its PDF."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.meetings.models.meetings import Meeting
from praksis.db import Stateful
from praksis.documents.models import Document
from praksis.work import Work, WorkStatus


class MinutesStatus(models.TextChoices):
    DRAFT = "draft", "Kladde"
    SENT = "sent", "Sendt til godkendelse"
    APPROVED = "approved", "Godkendt"


# What each looks like as a badge
STATUS_KINDS = {MinutesStatus.DRAFT: "neutral", MinutesStatus.SENT: "warning", MinutesStatus.APPROVED: "success"}


class Minutes(Stateful):
    """What was said at a meeting. When they are approved all of it is copied into `record`, which never changes."""

    TRANSITIONS = {
        # Those who were there may approve them on the spot.
        MinutesStatus.DRAFT: {MinutesStatus.SENT, MinutesStatus.APPROVED},
        MinutesStatus.SENT: {MinutesStatus.DRAFT, MinutesStatus.APPROVED},
        MinutesStatus.APPROVED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes", verbose_name="møde")
    status = models.CharField("status", max_length=10, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    # engagements.meetings.minutes_content.Content: who was there, and text and decision by the id of the agenda's item
    content = models.JSONField("indhold", default=dict)
    # Raised by each save, so that whoever saves over somebody else's text is told of it first
    revision = models.PositiveIntegerField("udgave", default=1)
    begun_at = models.DateTimeField("begyndt", default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="begyndt af")
    # How often they were sent for approval, and the latest time; no time while they are written on
    sendings = models.PositiveSmallIntegerField("gange sendt", default=0)
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="sendt af"
    )
    # Why they came back
    remark = models.TextField("bemærkning", blank=True)
    remark_by = models.CharField("bemærkning fra", max_length=150, blank=True)
    approved_at = models.DateTimeField("godkendt", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="godkendt af"
    )
    # How the other side approved them, where one of us noted it
    approval_note = models.CharField("hvordan de blev godkendt", max_length=300, blank=True)
    record = models.JSONField("godkendt indhold", null=True, blank=True)
    # Empty until it is made; then never changed
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="minutes", verbose_name="dokument"
    )

    class Meta:
        verbose_name = "referat"
        verbose_name_plural = "referater"
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(
                name="minutes_sent_at_and_by",
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_status_fits_its_times",
                condition=Q(status=MinutesStatus.DRAFT, sent_at=None, approved_at=None)
                | Q(status=MinutesStatus.SENT, sent_at__isnull=False, approved_at=None)
                | Q(status=MinutesStatus.APPROVED, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_approved_by_somebody_and_kept_as_they_were",
                condition=Q(approved_at=None, approved_by=None, record__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False, record__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_paper_is_of_approved_ones",
                condition=Q(document=None) | Q(status=MinutesStatus.APPROVED),
            ),
        ]

    def __str__(self):
        return f"Referat: {self.meeting_id}"

    @property
    def is_draft(self) -> bool:
        return self.status == MinutesStatus.DRAFT

    @property
    def is_sent(self) -> bool:
        return self.status == MinutesStatus.SENT

    @property
    def is_approved(self) -> bool:
        return self.status == MinutesStatus.APPROVED

    @property
    def status_word(self) -> str:
        return self.get_status_display()

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS[MinutesStatus(self.status)]

    @property
    def size(self) -> str:
        """How big the PDF is, as it stands in the link: "120 kB"."""
        return f"{max(1, round(self.document.size / 1000))} kB"


class MinutesVersion(models.Model):
    """What minutes said after a save, or what somebody set aside for a colleague's text. Rows are only added."""

    id = models.BigAutoField(primary_key=True)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions", verbose_name="referat")
    revision = models.PositiveIntegerField("udgave")
    content = models.JSONField("indhold")
    # Written beside this revision, and not kept in the minutes
    is_set_aside = models.BooleanField("lagt til side", default=False)
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af")

    class Meta:
        verbose_name = "tidligere udgave af referat"
        verbose_name_plural = "tidligere udgaver af referater"
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="minutes_revision_saved_once", fields=["minutes", "revision"], condition=Q(is_set_aside=False)
            ),
        ]

    def __str__(self):
        return f"{self.minutes_id} · {self.revision}"


class Addendum(models.Model):
    """What was to be corrected or added after the minutes were approved. Rows are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="addenda", verbose_name="referat")
    text = models.TextField("tilføjelse")
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af")

    class Meta:
        verbose_name = "tilføjelse til referat"
        verbose_name_plural = "tilføjelser til referater"
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="addendum_says_something",
                condition=~Q(text=""),
                violation_error_message="Skriv, hvad der skal rettes eller tilføjes.",
            ),
        ]

    def __str__(self):
        return f"{self.minutes_id} · {self.at:%d.%m.%Y}"


class MinutesPaper(Work):
    """The work of making the PDF of approved minutes."""

    TASK = "engagements.tasks.print_minutes"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.OneToOneField(Minutes, models.CASCADE, related_name="paper", verbose_name="referat")

    class Meta:
        verbose_name = "dannelse af referat"
        verbose_name_plural = "dannelse af referater"
        ordering = ["not_before"]
        indexes = [
            models.Index(fields=["not_before"], name="minutes_paper_waiting", condition=Q(status=WorkStatus.WAITING))
        ]

    def __str__(self):
        return f"Pdf: {self.minutes_id}"

    @property
    def has_failed(self) -> bool:
        """Whether all tries are used, so that a person must look at it."""
        return self.status == WorkStatus.FAILED
