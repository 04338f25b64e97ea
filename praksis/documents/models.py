"""Documents: files that belong to a case, kept private and never changed."""

import uuid

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone

from praksis.accounts.models import Role


class Audience(models.TextChoices):
    PARTY = "party", "Parten og os"
    STAFF = "staff", "Kun os"
    # What belongs to a draft, or to an application: whoever may read that reads it, nobody else
    APPLICATION = "application", "Dem, der må læse ansøgningen"


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Managers and consultants see all, as they see all courses; a party what is meant for it on its own cases.

        An application's files are handed out by the application's own pages, which ask who may read it.
        """
        if user.has_role(Role.MANAGER, Role.CONSULTANT):
            return self.exclude(audience=Audience.APPLICATION)
        return self.filter(audience=Audience.PARTY, case__party__in=user.confirmed_organisation_ids)


def private_storage():
    return storages["default"]


class Document(models.Model):
    """A stored file with its SHA-256. The file's name on disk says nothing about what is in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("praksis.Case", models.PROTECT, related_name="documents", verbose_name="sag")
    kind = models.CharField("slags", max_length=40)
    title = models.CharField("titel", max_length=200)
    filename = models.CharField("filnavn", max_length=200)
    content_type = models.CharField("indholdstype", max_length=100)
    file = models.FileField("fil", storage=private_storage, upload_to="documents/%Y", max_length=200)
    size = models.PositiveIntegerField("størrelse i byte")
    sha256 = models.CharField("kontrolkode", max_length=64)
    audience = models.CharField("hvem ser det", max_length=15, choices=Audience, default=Audience.PARTY)
    created_at = models.DateTimeField("oprettet", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="oprettet af"
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokumenter"
        ordering = ["-created_at"]

    def __str__(self):
        return self.title
