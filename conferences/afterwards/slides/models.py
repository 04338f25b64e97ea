"""The slides of talks and workshops, and when the participants may fetch them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from conferences.programme.models import Event, Speaker, Talk, Workshop
from praksis.documents.models import Document


class SlidesQuerySet(models.QuerySet):
    def in_the_programme(self):
        """Those of sessions that are still there, with the sessions and files."""
        return self.exclude(talk=None, workshop=None).select_related("talk", "workshop", "document")


class Slides(models.Model):
    """A file of slides for a talk or a workshop. Taken out of the programme, the session leaves it without either."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="slides", verbose_name="arrangement")
    talk = models.ForeignKey(Talk, models.SET_NULL, null=True, blank=True, related_name="slides", verbose_name="oplæg")
    workshop = models.ForeignKey(
        Workshop, models.SET_NULL, null=True, blank=True, related_name="slides", verbose_name="workshop"
    )
    document = models.OneToOneField(Document, models.PROTECT, related_name="slides", verbose_name="fil")
    # The speaker who put it there by their link; none where a manager did
    speaker = models.ForeignKey(
        Speaker, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="oplægsholder"
    )
    added_at = models.DateTimeField("lagt op", default=timezone.now)

    objects = SlidesQuerySet.as_manager()

    class Meta:
        verbose_name = "slides"
        verbose_name_plural = "slides"
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(name="slides_are_of_one_session_at_most", condition=Q(talk=None) | Q(workshop=None)),
        ]

    def __str__(self):
        return str(self.document)

    @property
    def session(self) -> Talk | Workshop | None:
        """What they are the slides of; None where that is no longer in the programme."""
        return self.talk or self.workshop


class SlidesRelease(models.Model):
    """That a manager lets the participants of an event fetch its slides, or keeps them back, whatever the date."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="slides_release", verbose_name="arrangement")
    is_shown = models.BooleanField("vises")
    decided_at = models.DateTimeField("besluttet", default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="besluttet af"
    )

    class Meta:
        verbose_name = "visning af slides"
        verbose_name_plural = "visninger af slides"

    def __str__(self):
        return f"{self.event}: {'vises' if self.is_shown else 'holdes tilbage'}"
