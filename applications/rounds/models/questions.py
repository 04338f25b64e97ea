"""What an application is asked."""

import uuid

from django.db import models
from django.db.models import Q

from applications.rounds.models.rounds import Programme, Round


class QuestionSet(models.Model):
    """The questions of a round, or of a programme; an application keeps the set it was begun with.

    Edited until it is published, which a round's first set is when the round opens. Afterwards a change is a new set,
    which running drafts are told of.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="question_sets", verbose_name="tilbud")
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="question_sets", verbose_name="runde"
    )
    number = models.PositiveSmallIntegerField("udgave", default=1)
    published_at = models.DateTimeField("taget i brug", null=True, blank=True)
    # What is another than before, in words for those who are writing
    change_note = models.TextField("hvad er ændret", blank=True)

    class Meta:
        verbose_name = "spørgeskema"
        verbose_name_plural = "spørgeskemaer"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="question_set_number_once_per_round", fields=["round", "number"]),
            models.UniqueConstraint(
                name="question_set_number_once_per_programme", fields=["programme", "number"], condition=Q(round=None)
            ),
        ]

    def __str__(self):
        return f"{self.round or self.programme}, udgave {self.number}"


class QuestionKind(models.TextChoices):
    TEXT = "text", "Kort tekst"
    LONG_TEXT = "long_text", "Tekst"
    NUMBER = "number", "Tal"
    CONFIRM = "confirm", "Bekræftelse"
    SINGLE_CHOICE = "single_choice", "Ét valg"
    MULTI_CHOICE = "multi_choice", "Flere valg"
    PERSON = "person", "Person"
    PERCENT_OR_FEW = "percent_or_few", "Procent eller færre end 5"
    INSTITUTION_LIST = "institution_list", "Dagtilbud"
    SIGNATURE = "signature", "Underskrift"
    LEADER_CONFIRMATION = "leader_confirmation", "Lederens bekræftelse"
    FILES = "files", "Bilag"


class Question(models.Model):
    """One question. `part_of` is the key of the list whose rows it is asked for: `institutions.why`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions", verbose_name="spørgeskema")
    key = models.CharField("nøgle", max_length=60)
    section = models.CharField("afsnit", max_length=100)
    order = models.PositiveSmallIntegerField("rækkefølge")
    kind = models.CharField("slags", max_length=30, choices=QuestionKind)
    label = models.CharField("spørgsmål", max_length=200)
    guidance = models.TextField("vejledning", blank=True)
    # [["key", "Danish words"], ...]
    options = models.JSONField("svarmuligheder", default=list, blank=True)
    max_words = models.PositiveSmallIntegerField("højst ord", null=True, blank=True)
    required = models.BooleanField("skal besvares", default=True)
    # "applicant_kind in self_governing|private", or empty: always asked
    condition = models.CharField("stilles når", max_length=120, blank=True)
    criterion = models.CharField("læses under kriterium", max_length=40, blank=True)
    part_of = models.CharField("del af", max_length=60, blank=True)

    class Meta:
        verbose_name = "spørgsmål"
        verbose_name_plural = "spørgsmål"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="question_key_once_per_set", fields=["question_set", "key"]),
            models.UniqueConstraint(name="question_order_once_per_set", fields=["question_set", "order"]),
        ]

    def __str__(self):
        return self.label
