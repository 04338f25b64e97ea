"""Polls for the date of a meeting: the times proposed, those asked, and what each can."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from engagements.courses.models import CourseStep, Engagement
from engagements.meetings.hours import in_words
from engagements.meetings.kinds import kind_of
from engagements.meetings.models import Channel, Meeting, place_of, title_of
from praksis.db import Stateful


class PollStatus(models.TextChoices):
    OPEN = "open", "Venter på svar"
    CHOSEN = "chosen", "Mødet er aftalt"
    CANCELLED = "cancelled", "Aflyst"


# What each looks like as a badge
STATUS_KINDS = {PollStatus.OPEN: "info", PollStatus.CHOSEN: "success", PollStatus.CANCELLED: "neutral"}


class Can(models.TextChoices):
    """What somebody says to one of the times."""

    YES = "yes", "Kan"
    MAYBE = "maybe", "Kan, hvis det er nødvendigt"
    NO = "no", "Kan ikke"


class Poll(Stateful):
    """That several people are asked when they can meet. One of the times becomes the meeting."""

    TRANSITIONS = {
        PollStatus.OPEN: {PollStatus.CHOSEN, PollStatus.CANCELLED},
        PollStatus.CHOSEN: set(),
        PollStatus.CANCELLED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="polls", verbose_name="forløb")
    step = models.ForeignKey(CourseStep, models.PROTECT, related_name="polls", verbose_name="trin")
    duration_minutes = models.PositiveSmallIntegerField("varighed i minutter")
    channel = models.CharField("form", max_length=10, choices=Channel)
    location = models.CharField("sted eller link", max_length=200, blank=True)
    # The whole day
    answer_by = models.DateField("svar senest")
    status = models.CharField("status", max_length=10, choices=PollStatus, default=PollStatus.OPEN)
    made_at = models.DateTimeField("sendt", default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sendt af")
    closed_at = models.DateTimeField("lukket", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lukket af"
    )
    meeting = models.OneToOneField(
        Meeting, models.PROTECT, null=True, blank=True, related_name="poll", verbose_name="det aftalte møde"
    )

    class Meta:
        verbose_name = "mødeafstemning"
        verbose_name_plural = "mødeafstemninger"
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="poll_lasts_whole_quarters",
                condition=Q(duration_minutes__in=list(range(15, 481, 15))),
                violation_error_message="Varigheden skal være hele kvarterer, højst otte timer.",
            ),
            models.CheckConstraint(
                name="poll_status_fits_how_it_ended",
                condition=Q(status=PollStatus.OPEN, closed_at=None, meeting=None)
                | Q(status=PollStatus.CHOSEN, closed_at__isnull=False, meeting__isnull=False)
                | Q(status=PollStatus.CANCELLED, closed_at__isnull=False, meeting=None),
            ),
            models.CheckConstraint(
                name="poll_closed_at_and_by",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Mødeafstemning: {self.title}"

    @property
    def title(self) -> str:
        """What the meeting will be called."""
        step = self.step
        return title_of(str(kind_of(step)), step_kind=step.kind, times=step.times, text=step.text)

    @property
    def is_open(self) -> bool:
        """Whether there is still something to answer: in a course that has ended there is not."""
        return self.status == PollStatus.OPEN and not self.engagement.is_closed

    @property
    def is_overdue(self) -> bool:
        """Whether the last day for answers is over while no time is chosen."""
        return self.is_open and timezone.localdate() > self.answer_by

    @property
    def duration(self) -> str:
        return in_words(self.duration_minutes)

    @property
    def where(self) -> str:
        """Form and place in one line."""
        return place_of(self.channel, self.location)

    @property
    def status_word(self) -> str:
        return "Svarfristen er overskredet" if self.is_overdue else self._standing.label

    @property
    def status_kind(self) -> str:
        return "warning" if self.is_overdue else STATUS_KINDS[self._standing]

    @property
    def _standing(self) -> PollStatus:
        """Its status; what a course left open when it ended is as good as called off."""
        status = PollStatus(self.status)
        return PollStatus.CANCELLED if status == PollStatus.OPEN and not self.is_open else status


class PollTime(models.Model):
    """One of the times that a poll proposes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="times", verbose_name="mødeafstemning")
    starts_at = models.DateTimeField("begynder")

    class Meta:
        verbose_name = "foreslået tid"
        verbose_name_plural = "foreslåede tider"
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(
                name="poll_time_once",
                fields=["poll", "starts_at"],
                violation_error_message="Tiden er foreslået to gange.",
            ),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H.%M}"


class PollPerson(models.Model):
    """Somebody who is asked when they can meet, with or without an account."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="people", verbose_name="mødeafstemning")
    name = models.CharField("navn", max_length=150, blank=True)
    email = models.EmailField("mailadresse")  # in lower case
    is_required = models.BooleanField("skal med", default=False)
    remark = models.TextField("bemærkning", blank=True)
    answered_at = models.DateTimeField("svaret", null=True, blank=True)
    reminded_on = models.DateField("sidst påmindet", null=True, blank=True)

    class Meta:
        verbose_name = "spurgt i mødeafstemning"
        verbose_name_plural = "spurgte i mødeafstemninger"
        ordering = ["-is_required", "name", "email"]
        constraints = [
            models.UniqueConstraint(
                "poll",
                Lower("email"),
                name="poll_person_is_asked_once",
                violation_error_message="Adressen er allerede spurgt.",
            ),
        ]

    def __str__(self):
        return self.name or self.email


class PollAnswer(models.Model):
    """What one person says to one of the times."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(PollPerson, models.CASCADE, related_name="answers", verbose_name="spurgt")
    time = models.ForeignKey(PollTime, models.CASCADE, related_name="answers", verbose_name="tid")
    can = models.CharField("svar", max_length=5, choices=Can)

    class Meta:
        verbose_name = "svar i mødeafstemning"
        verbose_name_plural = "svar i mødeafstemninger"
        ordering = ["time__starts_at"]
        constraints = [
            models.UniqueConstraint(name="poll_answer_once_for_each_time", fields=["person", "time"]),
            models.CheckConstraint(name="poll_answer_is_one_of_three", condition=Q(can__in=["yes", "maybe", "no"])),
        ]

    def __str__(self):
        return self.get_can_display()
