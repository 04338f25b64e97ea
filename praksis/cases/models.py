"""The case that holds a matter together, and its append-only timeline."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class CaseCounter(models.Model):
    """The last number given in a year; the row is the lock that keeps two cases from getting the same."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class CaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Cases of the organisations in which the user is a confirmed member; all to those who run the work."""
        if user.runs_the_work:
            return self
        return self.filter(party__in=user.confirmed_organisation_ids)


class Case(models.Model):
    """Application, decision, course, agreement, mails and documents of one matter stand on one case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField("sagsnummer", max_length=12, unique=True)
    title = models.CharField("titel", max_length=200)
    party = models.ForeignKey(
        "praksis.Organisation", models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="part"
    )
    opened_at = models.DateTimeField("oprettet", default=timezone.now)
    closed_at = models.DateTimeField("afsluttet", null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "sag"
        verbose_name_plural = "sager"
        ordering = ["-reference"]
        constraints = [
            models.CheckConstraint(
                name="case_closes_after_it_opens",
                condition=Q(closed_at=None) | Q(closed_at__gte=models.F("opened_at")),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}"


class ActorKind(models.TextChoices):
    USER = "user", "Bruger"
    LINK = "link", "Personligt link"
    SYSTEM = "system", "Systemet"


class AuditEvent(models.Model):
    """One thing that happened. Rows are added, never changed or removed."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="events", verbose_name="sag")
    kind = models.CharField("hændelse", max_length=60)
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    actor_kind = models.CharField("hvem", max_length=10, choices=ActorKind)
    actor_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bruger"
    )
    actor_link = models.ForeignKey(
        "praksis.PersonalLink", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="link"
    )
    actor_name = models.CharField("navn", max_length=200)
    data = models.JSONField("oplysninger", default=dict, blank=True)

    class Meta:
        verbose_name = "hændelse"
        verbose_name_plural = "hændelser"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["case", "-at"], name="event_by_case"),
            models.Index(fields=["-at", "-id"], name="event_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_actor_fits_its_kind",
                condition=Q(actor_kind="user", actor_user__isnull=False, actor_link=None)
                | Q(actor_kind="link", actor_user=None, actor_link__isnull=False)
                | Q(actor_kind="system", actor_user=None, actor_link=None),
            ),
        ]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("An audit event is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit event is never removed.")


class Note(models.Model):
    """What staff write down about a case (offentlighedsloven § 13): added to, never changed or removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes", verbose_name="sag")
    # The note that this one adds to
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="additions", verbose_name="tilføjelse til"
    )
    text = models.TextField("notat")
    at = models.DateTimeField("skrevet", default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrevet af")

    class Meta:
        verbose_name = "notat"
        verbose_name_plural = "notater"
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                name="note_says_something", condition=~Q(text=""), violation_error_message="Skriv et notat."
            ),
        ]

    def __str__(self):
        return self.text[:60]

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A note is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("A note is never removed.")


class Message(models.Model):
    """One message between a case's party and us. It is not changed once it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="messages", verbose_name="sag")
    from_party = models.BooleanField("fra parten")
    text = models.TextField("besked")
    sent_at = models.DateTimeField("sendt", default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="sendt af")
    # By the first on the other side who opens the case's messages
    read_at = models.DateTimeField("læst", null=True, blank=True)
    attachments = models.ManyToManyField("praksis.Document", blank=True, related_name="messages", verbose_name="bilag")

    class Meta:
        verbose_name = "besked"
        verbose_name_plural = "beskeder"
        ordering = ["sent_at"]
        indexes = [models.Index(fields=["case", "sent_at"], name="message_by_case")]
        constraints = [
            models.CheckConstraint(
                name="message_says_something", condition=~Q(text=""), violation_error_message="Skriv en besked."
            ),
        ]

    def __str__(self):
        return self.text[:60]
