"""Conferences and theme days: when, where, and what happens hour by hour."""

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from praksis.accounts.models import Role
from praksis.db import Stateful
from praksis.themes import Theme


class EventKind(models.TextChoices):
    CONFERENCE = "conference", "Landsdækkende konference"
    THEME_DAY = "theme_day", "Temadag"


class EventStatus(models.TextChoices):
    DRAFT = "draft", "Kladde"
    PUBLISHED = "published", "Offentliggjort"


class EventQuerySet(models.QuerySet):
    def published(self):
        """Events whose programme the public may see."""
        return self.filter(status=EventStatus.PUBLISHED)

    def visible_to(self, user):
        """Everybody sees what is published, managers also what is being prepared."""
        if user.is_authenticated and user.has_role(Role.MANAGER):
            return self
        return self.published()

    def coming(self, today: date):
        """Events that are held today or later, the next one first."""
        return self.filter(held_on__gte=today).order_by("held_on", "starts_at", "slug")

    def earlier(self, today: date):
        """Events that have been held, the newest first."""
        return self.filter(held_on__lt=today).order_by("-held_on", "-starts_at", "slug")


class Event(Stateful):
    """A nationwide conference, free and open to all, or a theme day for municipalities in a course."""

    TRANSITIONS = {
        EventStatus.DRAFT: {EventStatus.PUBLISHED},
        EventStatus.PUBLISHED: {EventStatus.DRAFT},
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField("praksis.Case", models.PROTECT, related_name="event", verbose_name="sag")
    kind = models.CharField("slags", max_length=20, choices=EventKind)
    slug = models.SlugField("adresse", max_length=60, unique=True)
    title = models.CharField("titel", max_length=150)
    theme = models.CharField("overskrift for dagen", max_length=150, blank=True)
    description = models.TextField("beskrivelse")
    # Said under the description, such as what of a programme is not on record
    remark = models.TextField("bemærkning", blank=True)
    held_on = models.DateField("dato")
    # The clock on the wall in Denmark, on that date
    starts_at = models.TimeField("begynder")
    ends_at = models.TimeField("slutter")
    place = models.CharField("sted", max_length=150)
    town = models.CharField("by", max_length=100)
    capacity = models.PositiveIntegerField("pladser")
    status = models.CharField("status", max_length=10, choices=EventStatus, default=EventStatus.DRAFT)
    published_at = models.DateTimeField("offentliggjort", null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "arrangement"
        verbose_name_plural = "arrangementer"
        ordering = ["-held_on"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Dagen skal slutte, efter at den er begyndt.",
            ),
            models.CheckConstraint(
                name="event_has_a_seat",
                condition=Q(capacity__gte=1),
                violation_error_message="Skriv mindst én plads.",
            ),
            models.CheckConstraint(
                name="event_published_has_a_time",
                condition=Q(status=EventStatus.DRAFT, published_at=None)
                | Q(status=EventStatus.PUBLISHED, published_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("conferences:event", args=[self.slug])

    @property
    def is_theme_day(self) -> bool:
        return self.kind == EventKind.THEME_DAY

    @property
    def is_published(self) -> bool:
        return self.status == EventStatus.PUBLISHED

    @property
    def is_coming(self) -> bool:
        """Whether the day is today or later, in Denmark."""
        return self.held_on >= timezone.localdate()

    @property
    def status_word(self) -> str:
        return self.get_status_display()

    @property
    def status_kind(self) -> str:
        return "success" if self.is_published else "warning"


class Speaker(models.Model):
    """Somebody who gives a talk or leads a workshop, as the programme names them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("navn", max_length=100)
    title = models.CharField("stilling", max_length=150)

    class Meta:
        verbose_name = "oplægsholder"
        verbose_name_plural = "oplægsholdere"
        ordering = ["name", "title"]
        constraints = [
            models.UniqueConstraint(
                name="speaker_once_per_name_and_title",
                fields=["name", "title"],
                violation_error_message="Oplægsholderen er her allerede.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.title}"


class Session(models.Model):
    """A stretch of an event's day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="%(class)ss", verbose_name="arrangement")
    starts_at = models.TimeField("begynder")
    ends_at = models.TimeField("slutter")
    title = models.CharField("titel", max_length=150)

    class Meta:
        abstract = True
        ordering = ["starts_at", "title"]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message="Punktet skal slutte, efter at det er begyndt.",
            ),
        ]

    def __str__(self):
        return f"{self.starts_at:%H.%M} {self.title}"


class Pause(Session):
    """Arrival, coffee or lunch."""

    class Meta(Session.Meta):
        verbose_name = "pause"
        verbose_name_plural = "pauser"


class TaughtSession(Session):
    """A session that somebody leads, in a room, on a theme (or, with an empty theme, on the day as a whole)."""

    text = models.TextField("beskrivelse", blank=True)
    room = models.CharField("lokale", max_length=80, blank=True)
    theme = models.CharField("tema", max_length=40, choices=Theme, blank=True)
    speakers = models.ManyToManyField(Speaker, related_name="%(class)ss", blank=True, verbose_name="oplægsholdere")

    class Meta(Session.Meta):
        abstract = True


class Talk(TaughtSession):
    """For everybody at once."""

    class Meta(TaughtSession.Meta):
        verbose_name = "oplæg"
        verbose_name_plural = "oplæg"


class Workshop(TaughtSession):
    """One of several that run side by side; guests choose."""

    seats = models.PositiveIntegerField("pladser")

    class Meta(TaughtSession.Meta):
        verbose_name = "workshop"
        verbose_name_plural = "workshops"
        ordering = ["starts_at", "room", "title"]
