"""What those who came thought of the day. Nothing of an answer leads to whoever gave it."""

import uuid

from django.db import models
from django.db.models import Q

from conferences.programme.models import Event, Workshop
from conferences.registration.models import Registration

LOWEST, HIGHEST = 1, 5
# Of either text, in letters
LONGEST = 3000


def _is_a_score(field: str) -> Q:
    return Q(**{f"{field}__gte": LOWEST, f"{field}__lte": HIGHEST})


class Answer(models.Model):
    """One guest's answer, without the guest and without a time: its key is random, so that it tells no order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="answers", verbose_name="arrangement")
    overall = models.PositiveSmallIntegerField("dagen som helhed")
    # None where the question was passed over
    benefit = models.PositiveSmallIntegerField("fagligt udbytte", null=True, blank=True)
    practical = models.PositiveSmallIntegerField("praktiske forhold", null=True, blank=True)
    # Both are erased with what is kept of the guests: people write more than they are asked for.
    takes_home = models.TextField("hvad tager du med hjem", blank=True)
    otherwise = models.TextField("hvad skulle vi gøre anderledes", blank=True)

    class Meta:
        verbose_name = "svar om dagen"
        verbose_name_plural = "svar om dagen"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="answer_overall_is_a_score", condition=_is_a_score("overall")),
            models.CheckConstraint(
                name="answer_benefit_is_a_score", condition=Q(benefit=None) | _is_a_score("benefit")
            ),
            models.CheckConstraint(
                name="answer_practical_is_a_score", condition=Q(practical=None) | _is_a_score("practical")
            ),
        ]

    def __str__(self):
        return f"Svar om {self.event}"


class WorkshopScore(models.Model):
    """What one who had a seat in a workshop thought of it.

    It does not lead to the rest of the answer: together, the workshops that somebody had may tell who it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="scores", verbose_name="workshop")
    score = models.PositiveSmallIntegerField("vurdering")

    class Meta:
        verbose_name = "vurdering af workshop"
        verbose_name_plural = "vurderinger af workshops"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="workshop_score_is_a_score", condition=_is_a_score("score")),
        ]

    def __str__(self):
        return f"{self.workshop}: {self.score}"


class Answered(models.Model):
    """That a guest has answered, and on which day: no time of day, so that it cannot be told which answer is theirs.

    Erased once the survey is closed, when nobody can answer twice anyway.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.OneToOneField(
        Registration, models.CASCADE, related_name="answered", verbose_name="tilmelding"
    )
    on = models.DateField("dag")

    class Meta:
        verbose_name = "har svaret"
        verbose_name_plural = "har svaret"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.registration}: har svaret"
