"""The application as a PDF: the receipt, and what somebody asked for of the text as it stands."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.drafting.models.applications import Application
from applications.drafting.models.versions import Version
from praksis.documents.models import Document
from praksis.work import Work, WorkStatus


class PrintoutKind(models.TextChoices):
    RECEIPT = "receipt", "Kvittering"
    SUPPLEMENTED = "supplemented", "Ansøgningen med det, I har rettet siden"
    FROZEN = "frozen", "Den tekst, der er gjort klar"
    DRAFT = "draft", "Kladde"


class Printout(Work):
    """One PDF of an application. What stands in it is copied when it is asked for, and it is made once."""

    TASK = "applications.tasks.draw_printout"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="printouts", verbose_name="ansøgning")
    kind = models.CharField("slags", max_length=15, choices=PrintoutKind)
    # The frozen text that it shows; of a draft that is being written the text stands in the facts
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="printouts", verbose_name="version"
    )
    facts = models.JSONField("oplysninger")
    # Of the version and the facts: the same PDF is not made twice
    fingerprint = models.CharField("aftryk", max_length=64)
    requested_at = models.DateTimeField("bestilt", default=timezone.now)
    # Empty where the system had it made
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bestilt af"
    )
    # Empty until it is made; then never changed
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="printout", verbose_name="dokument"
    )

    class Meta:
        verbose_name = "ansøgning som pdf"
        verbose_name_plural = "ansøgninger som pdf"
        ordering = ["-requested_at"]
        indexes = [models.Index(fields=["not_before"], name="printout_waiting", condition=models.Q(status="waiting"))]
        constraints = [
            models.UniqueConstraint(name="printout_once_per_text", fields=["application", "fingerprint"]),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.application_id}"

    @property
    def is_waiting(self) -> bool:
        return self.status == WorkStatus.WAITING

    @property
    def has_failed(self) -> bool:
        """Whether all tries are used, so that a person must look at it."""
        return self.status == WorkStatus.FAILED

    @property
    def will_try_again(self) -> bool:
        """Whether a try has failed and the next one is a while away."""
        return self.is_waiting and self.attempts > 0
