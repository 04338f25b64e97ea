"""Conferences and theme days: what they are, when and where, and the versions of their programmes."""

import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from praksis.accounts.models import Role
from praksis.db import Stateful

LINKS_LAST = timedelta(days=90)
# So long after the event something is kept of its guests.
KEPT = timedelta(days=180)
# Whoever is moved up from the waiting list is given so long to say no.
TO_SAY_NO = timedelta(days=3)


class EventKind(models.TextChoices):
    CONFERENCE = "conference", "Landsdækkende konference"
    THEME_DAY = "theme_day", "Temadag"


class EventStatus(models.TextChoices):
    DRAFT = "draft", "Kladde"
    PUBLISHED = "published", "Offentliggjort"
    CALLED_OFF = "called_off", "Aflyst"


STATUS_KINDS = {
    EventStatus.DRAFT: "warning",
    EventStatus.PUBLISHED: "success",
    EventStatus.CALLED_OFF: "error",
}


class EventQuerySet(models.QuerySet):
    def published(self):
        """Events whose programme the public may see, and that are held."""
        return self.filter(status=EventStatus.PUBLISHED)

    def public(self):
        """Events whose page the public may see: those too that are called off, for whoever looks for them."""
        return self.filter(status__in=[EventStatus.PUBLISHED, EventStatus.CALLED_OFF])

    def visible_to(self, user):
        """Everybody sees what is published or called off, managers also what is being prepared."""
        if user.is_authenticated and user.has_role(Role.MANAGER):
            return self
        return self.public()

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
        EventStatus.PUBLISHED: {EventStatus.DRAFT, EventStatus.CALLED_OFF},
        EventStatus.CALLED_OFF: set(),
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
    # When one can register; a theme day only by the link that a course's coordinator has
    registration_opens_at = models.DateTimeField("tilmeldingen åbner", null=True, blank=True)
    registration_closes_at = models.DateTimeField("tilmeldingen lukker", null=True, blank=True)
    # The last day on which seats are held for municipalities in a course
    held_until = models.DateField("pladser holdes til og med", null=True, blank=True)
    status = models.CharField("status", max_length=10, choices=EventStatus, default=EventStatus.DRAFT)
    published_at = models.DateTimeField("offentliggjort", null=True, blank=True)
    called_off_at = models.DateTimeField("aflyst", null=True, blank=True)
    # What everybody reads of why
    called_off_because = models.TextField("grund til aflysning", blank=True)

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
                | Q(status__in=[EventStatus.PUBLISHED, EventStatus.CALLED_OFF], published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="event_called_off_says_when_and_why",
                condition=Q(status=EventStatus.CALLED_OFF, called_off_at__isnull=False) & ~Q(called_off_because="")
                | ~Q(status=EventStatus.CALLED_OFF) & Q(called_off_at=None, called_off_because=""),
            ),
            models.CheckConstraint(
                name="event_registration_opens_before_it_closes",
                condition=Q(registration_opens_at=None, registration_closes_at=None)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                violation_error_message="Tilmeldingen skal lukke, efter at den er åbnet.",
            ),
            models.CheckConstraint(
                name="event_seats_are_held_until_the_day_at_most",
                condition=Q(held_until=None) | Q(held_until__lte=F("held_on")),
                violation_error_message="Pladser kan højst holdes til dagen selv.",
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
    def is_called_off(self) -> bool:
        return self.status == EventStatus.CALLED_OFF

    @property
    def is_public(self) -> bool:
        """Whether everybody may see its page."""
        return self.is_published or self.is_called_off

    @property
    def where(self) -> str:
        """The place, with the town where it does not say so itself."""
        return self.place if self.town in self.place else f"{self.place}, {self.town}"

    @property
    def is_coming(self) -> bool:
        """Whether the day is today or later, in Denmark."""
        return self.held_on >= timezone.localdate()

    @property
    def begins_at(self) -> datetime:
        """The moment at which the day begins."""
        return timezone.make_aware(datetime.combine(self.held_on, self.starts_at))

    @property
    def ends_on_the_day_at(self) -> datetime:
        """The moment at which the day ends."""
        return timezone.make_aware(datetime.combine(self.held_on, self.ends_at))

    @property
    def links_end_at(self) -> datetime:
        """When the personal links of its guests stop working: some time after it, when slides and papers are read."""
        return self.ends_on_the_day_at + LINKS_LAST

    @property
    def say_no_by(self) -> date | None:
        """The last day on which somebody who is moved up today should say no; None where there is no time for that."""
        latest = min(timezone.localdate() + TO_SAY_NO, self.held_on - timedelta(days=1))
        return latest if latest > timezone.localdate() else None

    @property
    def erased_on(self) -> date:
        """When what is kept of those who register now is erased, but for figures in which nobody can be told."""
        return self.held_on + KEPT

    def has_begun(self, moment: datetime) -> bool:
        return moment >= self.begins_at

    def takes_registrations_at(self, moment: datetime) -> bool:
        """Whether one can register then: the programme is public, and the moment lies within the dates for it."""
        opens, closes = self.registration_opens_at, self.registration_closes_at
        return self.is_published and opens is not None and closes is not None and opens <= moment <= closes

    def holds_seats_on(self, day: date) -> bool:
        """Whether seats are held for municipalities in a course on that day."""
        return self.held_until is not None and day <= self.held_until

    @property
    def status_word(self) -> str:
        return self.get_status_display()

    @property
    def status_kind(self) -> str:
        return STATUS_KINDS[EventStatus(self.status)]


class ProgrammeVersion(models.Model):
    """The programme as it was made public, for good: what the public reads, and what changes are told from."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="versions", verbose_name="arrangement")
    number = models.PositiveSmallIntegerField("udgave")
    # The sessions in the order of the day, each with its id, its words, its room, its theme and its speakers
    content = models.JSONField("indhold")
    published_at = models.DateTimeField("offentliggjort", default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="offentliggjort af",
    )

    class Meta:
        verbose_name = "programudgave"
        verbose_name_plural = "programudgaver"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="programme_version_number_once", fields=["event", "number"])]

    def __str__(self):
        return f"{self.event}, udgave {self.number}"
