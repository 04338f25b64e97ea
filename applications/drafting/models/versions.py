"""The frozen whole: who stands behind it, and that it was handed in."""

import json
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from applications.drafting.models.applications import Application


class Version(models.Model):
    """The whole application, frozen: what is signed, and what is judged."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="versions", verbose_name="ansøgning")
    number = models.PositiveSmallIntegerField("nummer")
    # Canonical JSON as text: a JSON column would not keep its bytes, and the hash is of the bytes.
    json = models.TextField("indhold")
    sha256 = models.CharField("kontrolkode", max_length=64)
    created_at = models.DateTimeField("frosset", default=timezone.now)

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versioner"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="version_number_once_per_application", fields=["application", "number"]),
        ]

    def __str__(self):
        return f"Version {self.number}"

    @cached_property
    def content(self) -> dict:
        """The frozen application. docs/formats.md describes it."""
        return json.loads(self.json)


class Signature(models.Model):
    """The director's signature on exactly one version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.OneToOneField(Version, models.PROTECT, related_name="signature", verbose_name="version")
    link = models.OneToOneField(
        "praksis.PersonalLink", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="link"
    )
    # A signed scan instead: it counts from its receipt, and a person checks it.
    document = models.OneToOneField(
        "praksis.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="underskrevet papir"
    )
    checked_at = models.DateTimeField("kontrolleret", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kontrolleret af",
    )
    name = models.CharField("navn", max_length=100)
    title = models.CharField("stilling", max_length=100)
    email = models.EmailField("mailadresse")
    signed_at = models.DateTimeField("skrevet under", default=timezone.now)

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        constraints = [
            models.CheckConstraint(
                name="signature_by_link_or_on_paper",
                condition=Q(link__isnull=False, document=None) | Q(link=None, document__isnull=False),
            ),
            models.CheckConstraint(
                name="signature_checked_at_and_by",
                condition=Q(checked_at=None, checked_by=None) | Q(checked_at__isnull=False, checked_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.title}"


class ConfirmationKind(models.TextChoices):
    LEADER = "leader", "Lederen"
    BOARD_CHAIR = "board_chair", "Bestyrelsens formand"


class Confirmation(models.Model):
    """That the leader, or the board's chair, stands behind exactly one version of an application for a mini course."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="confirmations", verbose_name="version")
    kind = models.CharField("hvem", max_length=15, choices=ConfirmationKind)
    # By a personal link, by somebody who is signed in, or on the paper that came with an application by mail
    link = models.OneToOneField(
        "praksis.PersonalLink", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="link"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bruger"
    )
    document = models.OneToOneField(
        "praksis.Document", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="underskrevet papir"
    )
    name = models.CharField("navn", max_length=100)
    title = models.CharField("stilling", max_length=100)
    email = models.EmailField("mailadresse")
    confirmed_at = models.DateTimeField("bekræftet", default=timezone.now)

    class Meta:
        verbose_name = "bekræftelse"
        verbose_name_plural = "bekræftelser"
        constraints = [
            models.UniqueConstraint(name="confirmation_once_per_version_and_kind", fields=["version", "kind"]),
            models.CheckConstraint(
                name="confirmation_by_link_by_user_or_on_paper",
                condition=Q(link__isnull=False, user=None, document=None)
                | Q(link=None, user__isnull=False, document=None)
                | Q(link=None, user=None, document__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.title}"

    @property
    def signed_at(self):
        """When, under the name that a signature has for it: pages read the two alike."""
        return self.confirmed_at


class Submission(models.Model):
    """That a signed or confirmed version was handed in: the receipt.

    One per application, however often the button is pressed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.OneToOneField(Application, models.PROTECT, related_name="submission", verbose_name="ansøgning")
    version = models.OneToOneField(Version, models.PROTECT, related_name="submission", verbose_name="version")
    # What is judged: the same, until an answer that we asked for again has come
    current = models.ForeignKey(Version, models.PROTECT, related_name="current_of", verbose_name="gældende tekst")
    received_at = models.DateTimeField("modtaget")

    class Meta:
        verbose_name = "indsendelse"
        verbose_name_plural = "indsendelser"

    def __str__(self):
        return f"Kvittering for {self.application_id}"
