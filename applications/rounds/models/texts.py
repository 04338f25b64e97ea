"""What a round is judged by."""

from django.db import models
from django.db.models import Q

from applications.rounds.models.rounds import Programme, Round


class OfRoundOrProgramme(models.Model):
    """A text that belongs to a round, or, with an empty round, is the programme's template for new rounds."""

    key = models.SlugField("nøgle", max_length=40)
    order = models.PositiveSmallIntegerField("rækkefølge")

    class Meta:
        abstract = True
        ordering = ["order"]


class Criterion(OfRoundOrProgramme):
    """What applications are judged by."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="criteria", verbose_name="tilbud")
    round = models.ForeignKey(
        Round, models.CASCADE, null=True, blank=True, related_name="criteria", verbose_name="runde"
    )
    title = models.CharField("titel", max_length=100)
    text = models.TextField("tekst")
    weight = models.PositiveSmallIntegerField("vægt", default=1)

    class Meta(OfRoundOrProgramme.Meta):
        verbose_name = "kriterium"
        verbose_name_plural = "kriterier"
        constraints = [
            models.UniqueConstraint(name="criterion_once_per_round", fields=["round", "key"]),
            models.UniqueConstraint(
                name="criterion_once_per_programme", fields=["programme", "key"], condition=Q(round=None)
            ),
        ]

    def __str__(self):
        return self.title


class Anchor(models.Model):
    """What a score of a criterion means."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="anchors", verbose_name="kriterium")
    score = models.PositiveSmallIntegerField("karakter")
    label = models.CharField("betegnelse", max_length=60)
    text = models.TextField("ankertekst")

    class Meta:
        verbose_name = "ankertekst"
        verbose_name_plural = "ankertekster"
        ordering = ["score"]
        constraints = [
            models.UniqueConstraint(name="anchor_once_per_score", fields=["criterion", "score"]),
            models.CheckConstraint(name="anchor_score_is_0_to_4", condition=Q(score__lte=4)),
        ]

    def __str__(self):
        return f"{self.score} {self.label}"


class Requirement(OfRoundOrProgramme):
    """A yes or no that every application must meet."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="requirements", verbose_name="tilbud")
    round = models.ForeignKey(
        Round, models.CASCADE, null=True, blank=True, related_name="requirements", verbose_name="runde"
    )
    text = models.TextField("tekst")

    class Meta(OfRoundOrProgramme.Meta):
        verbose_name = "krav"
        verbose_name_plural = "krav"
        constraints = [
            models.UniqueConstraint(name="requirement_once_per_round", fields=["round", "key"]),
            models.UniqueConstraint(
                name="requirement_once_per_programme", fields=["programme", "key"], condition=Q(round=None)
            ),
        ]

    def __str__(self):
        return self.key
