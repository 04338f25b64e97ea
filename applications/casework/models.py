"""What staff keep of a submitted application before it is judged."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.drafting.models import Application

LONGEST_SEARCH = 500


class FormalCheck(models.Model):
    """That somebody has looked whether a submitted application can be judged: nothing is missing or unclear."""

    application = models.OneToOneField(
        Application, models.PROTECT, related_name="formal_check", verbose_name="ansøgning"
    )
    checked_at = models.DateTimeField("kontrolleret", default=timezone.now)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="kontrolleret af"
    )

    class Meta:
        verbose_name = "formel kontrol"
        verbose_name_plural = "formelle kontroller"

    def __str__(self):
        return f"Kontrol af {self.application_id}"


class HearingQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody has closed."""
        return self.filter(closed_at=None)

    def waiting(self, today: date):
        """Those that the applicant has not answered, and whose last day has not passed on this day."""
        return self.open().filter(answered_at=None, due_on__gte=today)


class Hearing(models.Model):
    """That an applicant is asked about facts that the applicant may not know we use (forvaltningsloven § 19).

    The decision waits until somebody closes it: with what we make of the answer, or, once its day has passed, without.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.PROTECT, related_name="hearings", verbose_name="ansøgning")
    # What weighs against the applicant, and where we have it from
    facts = models.TextField("oplysninger")
    sent_at = models.DateTimeField("sendt", default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sendt af")
    # The whole of it
    due_on = models.DateField("svar senest")
    answer = models.TextField("svar", blank=True)
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besvaret af"
    )
    # What we make of the answer, or why we go on without one
    closed_at = models.DateTimeField("afsluttet", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afsluttet af"
    )
    conclusion = models.TextField("hvad vi lægger til grund", blank=True)

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = "partshøring"
        verbose_name_plural = "partshøringer"
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(
                name="hearing_one_open_per_application",
                fields=["application"],
                condition=Q(closed_at=None),
                violation_error_message="Ansøgeren er allerede hørt og har ikke svaret endnu.",
            ),
            models.CheckConstraint(
                name="hearing_answered_at_and_by",
                condition=Q(answered_at=None, answered_by=None, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="hearing_closed_at_by_and_with_a_conclusion",
                condition=Q(closed_at=None, closed_by=None, conclusion="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(conclusion="")),
                violation_error_message="Skriv, hvad I lægger til grund.",
            ),
        ]

    def __str__(self):
        return f"Høring om {self.application_id}"

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of a decision."""
        return self.closed_at is None

    @property
    def awaits_answer(self) -> bool:
        """Whether it can be answered, in time or late."""
        return self.is_open and self.answered_at is None


class SavedViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own."""
        return self.filter(owner=user)


class SavedView(models.Model):
    """A search in the list of applications that somebody comes back to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="ejer")
    name = models.CharField("navn", max_length=60)
    # The part of the address behind "?"
    query = models.CharField("søgning", max_length=LONGEST_SEARCH)
    created_at = models.DateTimeField("gemt", default=timezone.now)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "gemt visning"
        verbose_name_plural = "gemte visninger"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                name="saved_view_named_once_per_owner",
                fields=["owner", "name"],
                violation_error_message="Du har allerede en visning med det navn.",
            ),
        ]

    def __str__(self):
        return self.name
