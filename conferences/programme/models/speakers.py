"""Who gives talks and leads workshops, that they are asked to look their part through, and what they corrected."""

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

    @property
    def status_word(self) -> str:
        if self.confirmed_at:
            return "Rettet og bekræftet" if self.corrected_at else "Bekræftet"
        return "Trukket tilbage" if self.link.withdrawn_at else "Spurgt"

    @property
    def status_kind(self) -> str:
        if self.confirmed_at:
            return "success"
        return "neutral" if self.link.withdrawn_at else "warning"


class Corrected(models.TextChoices):
    """What a speaker may correct."""

    JOB = "job", "stilling"
    TITLE = "title", "titel"
    TEXT = "text", "beskrivelse"


class SpeakerCorrection(models.Model):
    """What a speaker changed in the draft, word for word: managers see it until it is published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        SpeakerRequest, models.CASCADE, related_name="corrections", verbose_name="spørgsmål til oplægsholder"
    )
    what = models.CharField("hvad", max_length=10, choices=Corrected)
    # The talk or workshop, which may be gone since
    session = models.UUIDField("oplæg eller workshop", null=True, blank=True)
    before = models.TextField("før", blank=True)
    after = models.TextField("efter", blank=True)
    made_at = models.DateTimeField("rettet", default=timezone.now)

    class Meta:
        verbose_name = "oplægsholders rettelse"
        verbose_name_plural = "oplægsholderes rettelser"
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="speaker_correction_is_of_a_session_or_of_the_job",
                condition=Q(what=Corrected.JOB, session=None) | ~Q(what=Corrected.JOB) & Q(session__isnull=False),
            ),
            models.CheckConstraint(name="speaker_correction_changes_something", condition=~Q(before=models.F("after"))),
        ]

    def __str__(self):
        return f"{self.request.speaker.name}: {self.get_what_display()}"
