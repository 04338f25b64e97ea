"""What is answered: now, before, and once more when we ask again; and who is at it."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from applications.drafting.models.applications import Application, ApplicationInstitution
from applications.rounds.models import Question


class Answer(models.Model):
    """What the draft says to one question now; there is a row for each from the beginning, empty at revision 0.

    Changed only where `revision` is the one the writer saw.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, models.CASCADE, related_name="answers", verbose_name="ansøgning")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+", verbose_name="spørgsmål")
    institution = models.ForeignKey(
        ApplicationInstitution, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name="dagtilbud"
    )
    value = models.JSONField("svar", null=True)
    revision = models.PositiveIntegerField("udgave", default=0)
    changed_at = models.DateTimeField("ændret", default=timezone.now)

    class Meta:
        verbose_name = "svar"
        verbose_name_plural = "svar"
        constraints = [
            models.UniqueConstraint(
                name="answer_once_per_question", fields=["application", "question"], condition=Q(institution=None)
            ),
            models.UniqueConstraint(
                name="answer_once_per_question_and_institution",
                fields=["application", "question", "institution"],
                condition=Q(institution__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.question_id} v{self.revision}"


class AnswerChange(models.Model):
    """Every text an answer ever had: added, never changed, so that nothing typed is lost."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="changes", verbose_name="svar")
    revision = models.PositiveIntegerField("udgave")
    value = models.JSONField("svar", null=True)
    at = models.DateTimeField("tidspunkt", default=timezone.now)
    by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="af"
    )
    by_name = models.CharField("navn", max_length=200)

    class Meta:
        verbose_name = "ændring af svar"
        verbose_name_plural = "ændringer af svar"
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(name="answer_change_once_per_revision", fields=["answer", "revision"]),
        ]

    def __str__(self):
        return f"{self.answer_id} v{self.revision}"


class Presence(models.Model):
    """Who has a draft open now, so that colleagues see each other: a row per person, renewed while the page is open."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="presences", verbose_name="ansøgning")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="person")
    section = models.PositiveSmallIntegerField("afsnit")
    seen_at = models.DateTimeField("set", default=timezone.now)

    class Meta:
        verbose_name = "tilstedeværelse"
        verbose_name_plural = "tilstedeværelser"
        constraints = [
            models.UniqueConstraint(name="presence_once_per_person_and_application", fields=["application", "user"]),
        ]

    def __str__(self):
        return f"{self.user_id} {self.seen_at:%H:%M:%S}"


class ReopeningQuerySet(models.QuerySet):
    def waiting(self, today: date):
        """Those that the applicant can still answer on this day."""
        return self.filter(answered_at=None, closed_at=None, due_on__gte=today)


class Reopening(models.Model):
    """One answer of a submitted application that we ask for again: just that can be written until it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="reopenings", verbose_name="svar")
    reason = models.TextField("hvad vi mangler")
    due_on = models.DateField("svar senest")
    asked_at = models.DateTimeField("spurgt", default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="spurgt af")
    answered_at = models.DateTimeField("besvaret", null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besvaret af"
    )
    closed_at = models.DateTimeField("lukket uden svar", null=True, blank=True)

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        verbose_name = "genåbnet svar"
        verbose_name_plural = "genåbnede svar"
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                name="reopening_once_at_a_time",
                fields=["answer"],
                condition=Q(answered_at=None, closed_at=None),
                violation_error_message="Svaret er allerede åbnet igen.",
            ),
            models.CheckConstraint(
                name="reopening_answered_at_and_by",
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="reopening_is_not_both_answered_and_closed",
                condition=Q(answered_at=None) | Q(closed_at=None),
            ),
            models.CheckConstraint(
                name="reopening_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Skriv, hvad der mangler i svaret.",
            ),
        ]

    def __str__(self):
        return f"{self.answer_id}, senest {self.due_on}"

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.closed_at is None
