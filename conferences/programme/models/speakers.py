"""Who gives talks and leads workshops, and that they are asked to look their part through."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.programme.models.events import Event
from praksis.mail.models import PersonalLink


class Speaker(models.Model):
    """Somebody who gives a talk or leads a workshop, as the programme names them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("navn", max_length=100)
    title = models.CharField("stilling", max_length=150)
    email = models.EmailField("mailadresse", blank=True)  # in lower case

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


class SpeakerRequest(models.Model):
    """That a speaker is asked by a personal link to confirm and correct what the programme says of their part."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="speaker_requests", verbose_name="arrangement")
    speaker = models.ForeignKey(Speaker, models.PROTECT, related_name="requests", verbose_name="oplægsholder")
    link = models.OneToOneField(
        PersonalLink, models.PROTECT, related_name="speaker_request", verbose_name="personligt link"
    )
    asked_at = models.DateTimeField("spurgt", default=timezone.now)
    confirmed_at = models.DateTimeField("bekræftet", null=True, blank=True)
    # When the speaker last corrected something
    corrected_at = models.DateTimeField("rettet", null=True, blank=True)

    class Meta:
        verbose_name = "spørgsmål til oplægsholder"
        verbose_name_plural = "spørgsmål til oplægsholdere"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="speaker_asked_once_per_event", fields=["event", "speaker"]),
            models.CheckConstraint(
                name="speaker_request_is_answered_after_it_is_asked",
                condition=Q(confirmed_at=None) | Q(confirmed_at__gte=models.F("asked_at")),
            ),
        ]

    def __str__(self):
        return f"{self.speaker} · {self.event}"
