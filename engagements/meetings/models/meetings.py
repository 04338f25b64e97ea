"""Meetings of a course: agreed, moved, held or cancelled; those invited, and the secret addresses of calendars."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement, StepKind
from engagements.meetings.hours import in_words
from engagements.meetings.kinds import MeetingKind
from praksis.db import Stateful


class Channel(models.TextChoices):
    IN_PERSON = "in_person", "Fysisk møde"
    VIDEO = "video", "Videomøde"
    TELEPHONE = "telephone", "Telefon"


class MeetingStatus(models.TextChoices):
    PLANNED = "planned", "Aftalt"
    HELD = "held", "Holdt"
    CANCELLED = "cancelled", "Aflyst"


def title_of(kind: str, *, step_kind: str, times: int, text: str) -> str:
    """What a meeting is called: as its step, where the step is that one meeting, or by its kind."""
    return text if step_kind == StepKind.MEETING and times == 1 else MeetingKind(kind).label


def place_of(channel: str, location: str) -> str:
    """Form and place in one line; a place that only repeats the form is said once."""
    form = Channel(channel).label
    return form if location in ("", form) else f"{form}, {location}"


class MeetingQuerySet(models.QuerySet):
    def planned(self):
        """Meetings that are agreed and not yet held or cancelled."""
        return self.filter(status=MeetingStatus.PLANNED)

    def counting(self):
        """Meetings whose time is used or promised: planned and held."""
        return self.exclude(status=MeetingStatus.CANCELLED)


class Meeting(Stateful):
    """One meeting of a course. Here stands a short note of how it went; some have minutes (referat) as well."""

    TRANSITIONS = {
        MeetingStatus.PLANNED: {MeetingStatus.HELD, MeetingStatus.CANCELLED},
        MeetingStatus.HELD: set(),
        MeetingStatus.CANCELLED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="meetings", verbose_name="forløb")
    step = models.ForeignKey(CourseStep, models.PROTECT, related_name="meetings", verbose_name="trin")
    kind = models.CharField("møde", max_length=20, choices=MeetingKind)
    starts_at = models.DateTimeField("begynder")
    duration_minutes = models.PositiveSmallIntegerField("varighed i minutter")
    channel = models.CharField("form", max_length=10, choices=Channel)
    location = models.CharField("sted eller link", max_length=200, blank=True)
    status = models.CharField("status", max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    # Raised by every change that those invited are told of, so that their calendars know which one is the latest.
    sequence = models.PositiveSmallIntegerField("ændringer", default=0)
    planned_at = models.DateTimeField("aftalt", default=timezone.now)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="aftalt af")
    held_at = models.DateTimeField("noteret holdt", null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="noteret af"
    )
    note = models.TextField("notat", blank=True)
    cancelled_at = models.DateTimeField("aflyst", null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aflyst af"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "møde"
        verbose_name_plural = "møder"
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["starts_at"], name="meeting_planned", condition=Q(status="planned")),
            models.Index(fields=["starts_at"], name="meeting_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                name="meeting_lasts_whole_quarters",
                condition=Q(duration_minutes__in=list(range(15, 481, 15))),
                violation_error_message="Varigheden skal være hele kvarterer, højst otte timer.",
            ),
            models.CheckConstraint(
                name="meeting_status_fits_its_times",
                condition=Q(status=MeetingStatus.PLANNED, held_at=None, cancelled_at=None)
                | Q(status=MeetingStatus.HELD, held_at__isnull=False, cancelled_at=None)
                | Q(status=MeetingStatus.CANCELLED, held_at=None, cancelled_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_held_at_and_by",
                condition=Q(held_at=None, held_by=None) | Q(held_at__isnull=False, held_by__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_at_and_by",
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def get_absolute_url(self):
        return reverse("engagements:meeting", args=[self.engagement.case.reference, self.pk])

    @property
    def title(self) -> str:
        """What the meeting is called: its step in the framework, or its kind."""
        return title_of(self.kind, step_kind=self.step.kind, times=self.step.times, text=self.step.text)

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.duration_minutes)

    @property
    def uid(self) -> str:
        """What calendars know the meeting by: the same for as long as it exists, whatever the site is called."""
        return f"{self.pk}@praksis"

    @property
    def is_planned(self) -> bool:
        return self.status == MeetingStatus.PLANNED

    @property
    def is_held(self) -> bool:
        return self.status == MeetingStatus.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.status == MeetingStatus.CANCELLED

    @property
    def calls_for_minutes(self) -> bool:
        """Whether minutes are to be written of it; of other meetings a note is enough."""
        return self.kind in (MeetingKind.START_UP, MeetingKind.STEERING_GROUP, MeetingKind.WORKING_GROUP)

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def awaits_note(self) -> bool:
        """Whether the time has passed without anybody saying how it went."""
        return self.is_planned and self.ends_at < timezone.now()

    @property
    def duration(self) -> str:
        """The length as one says it: "1½ time", "2 timer", "45 minutter"."""
        return in_words(self.duration_minutes)

    @property
    def where(self) -> str:
        """Form and place in one line."""
        return place_of(self.channel, self.location)

    @property
    def status_word(self) -> str:
        return "Mangler notat" if self.awaits_note else self.get_status_display()

    @property
    def status_kind(self) -> str:
        if self.awaits_note:
            return "warning"
        return {MeetingStatus.PLANNED: "info", MeetingStatus.HELD: "success"}.get(self.status, "neutral")


class Participant(models.Model):
    """Somebody who is invited to a meeting, with or without an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants", verbose_name="møde")
    name = models.CharField("navn", max_length=150, blank=True)
    email = models.EmailField("mailadresse")  # in lower case
    is_required = models.BooleanField("skal med", default=False)

    class Meta:
        verbose_name = "mødedeltager"
        verbose_name_plural = "mødedeltagere"
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                "meeting",
                Lower("email"),
                name="participant_is_invited_once",
                violation_error_message="Adressen er allerede inviteret til mødet.",
            ),
        ]

    def __str__(self):
        return self.name or self.email


class CalendarFeed(models.Model):
    """That a consultant's meetings can be read at a secret address, by whoever has it.

    The address is derived (engagements.meetings.feeds): it cannot be made of what is stored without the server's key.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+", verbose_name="konsulent"
    )
    nonce = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField("lavet", default=timezone.now)

    class Meta:
        verbose_name = "kalenderadresse"
        verbose_name_plural = "kalenderadresser"

    def __str__(self):
        return f"{self.user}"
