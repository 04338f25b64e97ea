"""What was pressed at the door."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from conferences.registration.models import Registration, RegistrationStatus


class EntryKind(models.TextChoices):
    IN = "in", "Kom"
    UNDO = "undo", "Fortrudt"


class EntryQuerySet(models.QuerySet):
    def last_change(self, registration: Registration) -> "Entry | None":
        """The entry by which a guest stands as they do, if there was one."""
        return self.filter(registration=registration, has_changed=True).order_by("-at", "-received_at", "-pk").first()

    def is_overtaken(self, registration: Registration, at: datetime) -> bool:
        """Whether somebody has pressed later than this moment."""
        return self.filter(registration=registration, at__gt=at).exists()


class Entry(models.Model):
    """One press at the door. Its id is the device's own key: sent again, it is the same entry.

    Devices without network send theirs late and in any order; the newest by `at` says how a guest stands.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="door_entries", verbose_name="tilmelding"
    )
    kind = models.CharField("slags", max_length=4, choices=EntryKind)
    # When it was pressed, and when we got to know of it
    at = models.DateTimeField("tidspunkt")
    received_at = models.DateTimeField("modtaget", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="af")
    # False of one that came too late, or said what was so already
    has_changed = models.BooleanField("ændrede noget")
    # What the registration was before somebody was let in by it; undoing makes it so again. Empty of a walk-in's first
    status_before = models.CharField("status før", max_length=10, choices=RegistrationStatus, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "indtjekning"
        verbose_name_plural = "indtjekninger"
        ordering = ["-at", "-received_at", "pk"]
        indexes = [models.Index(fields=["registration", "-at"], name="door_entry_by_time")]

    def __str__(self):
        return f"{self.get_kind_display()}: tilmelding {self.registration.number}"
