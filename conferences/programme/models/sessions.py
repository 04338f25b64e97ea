"""What happens hour by hour: pauses, talks and workshops, in tracks where there are several."""

import uuid

from django.db import models
from django.db.models import F, Q

from conferences.programme.content import WORKSHOP, Item, from_json
from conferences.programme.models.events import Event
from conferences.programme.models.speakers import Speaker
from praksis.themes import Theme


class Track(models.Model):
    """A line of sessions through the day that hang together, as one for leaders."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="tracks", verbose_name="arrangement")
    name = models.CharField("navn", max_length=80)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        verbose_name = "spor"
        verbose_name_plural = "spor"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                name="track_name_once_per_event",
                fields=["event", "name"],
                violation_error_message="Sporet er der allerede.",
            ),
        ]

    def __str__(self):
        return self.name


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
    track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="%(class)ss", verbose_name="spor"
    )
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
    # What the public reads of it, as in the newest version: {} of what has not been made public yet, and nothing where
    # there are no versions, so that it is read as it stands. What guests choose among must not change with a draft, and
    # is read in one query with what they chose.
    shown = models.JSONField("som offentliggjort", null=True, blank=True, editable=False)
    # Taken out of the draft, and there until that is made public
    is_removed = models.BooleanField("taget ud af kladden", default=False, editable=False)

    class Meta(TaughtSession.Meta):
        verbose_name = "workshop"
        verbose_name_plural = "workshops"
        ordering = ["starts_at", "room", "title"]
        constraints = [
            *TaughtSession.Meta.constraints,
            models.CheckConstraint(
                name="workshop_has_a_seat",
                condition=Q(seats__gte=1),
                violation_error_message="Skriv mindst én plads.",
            ),
        ]

    @property
    def is_shown(self) -> bool:
        """Whether the public can read of it."""
        return self.shown != {}

    @property
    def as_shown(self) -> Item:
        """What the public reads of it: title, times, room and seats."""
        if self.shown:
            return from_json([self.shown])[0]
        return Item(str(self.pk), WORKSHOP, self.starts_at, self.ends_at, self.title, room=self.room, seats=self.seats)

    @property
    def seats_given(self) -> int:
        """How many seats may be given: more of them from when that is made public, fewer at once."""
        return min(self.seats, self.shown["seats"]) if self.shown else self.seats
