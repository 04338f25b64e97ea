"""Cooperation agreements, and the work of rendering each once."""

import hashlib
import json
import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from engagements.courses.models import Engagement
from praksis.documents.models import Document
from praksis.work import Work, WorkStatus


class Agreement(models.Model):
    """One agreement. Its facts are copied when it is made; what changes later needs a new agreement, a new number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.ForeignKey(Engagement, models.PROTECT, related_name="agreements", verbose_name="forløb")
    number = models.PositiveSmallIntegerField("nummer")
    facts = models.JSONField("oplysninger")
    requested_at = models.DateTimeField("bestilt", default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="bestilt af"
    )
    # Empty until it is rendered; then never changed
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="agreement", verbose_name="dokument"
    )

    class Meta:
        verbose_name = "samarbejdsaftale"
        verbose_name_plural = "samarbejdsaftaler"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="agreement_number_once_per_engagement", fields=["engagement", "number"]),
        ]

    def __str__(self):
        return f"Samarbejdsaftale nr. {self.number}"

    @property
    def size(self) -> str:
        """How big the PDF is, as it stands in the link: "120 kB"."""
        return f"{max(1, round(self.document.size / 1000))} kB"

    @property
    def control_code(self) -> str:
        """The fingerprint of the facts, printed on every page: sixteen signs in groups of four."""
        canonical = json.dumps(self.facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(canonical.encode()).hexdigest().upper()
        return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


class Rendering(Work):
    """The work of making an agreement's PDF."""

    TASK = "engagements.tasks.render_agreement"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.OneToOneField(
        Agreement, models.CASCADE, related_name="rendering", verbose_name="samarbejdsaftale"
    )

    class Meta:
        verbose_name = "dannelse af pdf"
        verbose_name_plural = "dannelse af pdf"
        ordering = ["not_before"]
        indexes = [models.Index(fields=["not_before"], name="rendering_waiting", condition=models.Q(status="waiting"))]

    def __str__(self):
        return f"Pdf: {self.agreement_id}"

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
