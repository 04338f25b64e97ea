"""What is said of a course when it ends."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.courses.models.engagements import Engagement

LOWEST, HIGHEST = 1, 5
# The marks of the cooperation, and what one asks about each
MARKS = {
    "tailored": "Forløbet er blevet til i fællesskab og passer til vores hverdag",
    "research": "Aktuel forskning er blevet til noget, vi kan bruge i praksis",
    "levels": "Udviklingen er sket på flere niveauer i kommunen",
    "new_eyes": "Konsulenterne har været en ekstra ressource, der så med nye øjne udefra",
    "close": "Konsulenterne har været tæt på hele vejen",
}
# What must be written before a course can be closed
ASKED = ("summary", "reached", "lives_on", "learned")


def _mark(name: str) -> models.PositiveSmallIntegerField:
    inside = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(MARKS[name], null=True, blank=True, validators=inside)


def _between(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": LOWEST, f"{name}__lte": HIGHEST})


class FinalEvaluation(models.Model):
    """What was reached, what lives on and who carries it, and what was learned; a draft until the course is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.OneToOneField(
        Engagement, models.CASCADE, related_name="final_evaluation", verbose_name="forløb"
    )
    summary = models.TextField("hvordan forløbet sluttede", blank=True)
    reached = models.TextField("hvad der er nået", blank=True)
    lives_on = models.TextField("hvad der lever videre, og hvem der bærer det", blank=True)
    learned = models.TextField("hvad vi har lært", blank=True)
    party_words = models.TextField("partens egne ord", blank=True)
    tailored, research, levels = _mark("tailored"), _mark("research"), _mark("levels")
    new_eyes, close = _mark("new_eyes"), _mark("close")
    # Raised by every change, so that two who write at once notice each other
    revision = models.PositiveSmallIntegerField("udgave", default=1)
    saved_at = models.DateTimeField("gemt", default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="gemt af")
    # Set when the course is closed with it: from then on it is nobody's to change
    finished_at = models.DateTimeField("færdig", null=True, blank=True)

    class Meta:
        verbose_name = "slutevaluering"
        verbose_name_plural = "slutevalueringer"
        constraints = [
            models.CheckConstraint(
                name="final_evaluation_that_is_finished_says_what_is_asked",
                condition=Q(finished_at=None) | ~(Q(summary="") | Q(reached="") | Q(lives_on="") | Q(learned="")),
                violation_error_message="Svar på de fire spørgsmål, før forløbet bliver afsluttet.",
            ),
            models.CheckConstraint(
                name="final_evaluation_marks_are_one_to_five",
                condition=_between("tailored")
                & _between("research")
                & _between("levels")
                & _between("new_eyes")
                & _between("close"),
                violation_error_message="Vælg et tal fra 1 til 5.",
            ),
        ]

    def __str__(self):
        return f"Slutevaluering: {self.engagement_id}"

    @property
    def marks(self) -> list[tuple[str, int]]:
        """The marks that were given, with what each is about."""
        given = [(label, getattr(self, name)) for name, label in MARKS.items()]
        return [(label, mark) for label, mark in given if mark]
