"""The self-assessment (egenvurdering): where each theme stands, and what documents that already.

The seeds name strengths and challenges in administration, institution and practice. The steps 1 to 5 are ours, and
nobody needs to use them.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from engagements.courses.models import EngagementInstitution
from engagements.plans.models.plans import PlanKind, PlanRow
from praksis.danish import file_size
from praksis.documents.models import Document
from praksis.themes import Theme

FIRST_YEAR, LAST_YEAR = 1990, 2100


# The texts of a field, as one says that they are missing
TEXTS = {"strengths": "styrker", "challenges": "udfordringer", "evidence": "hvad I ved det fra"}


class Level(models.TextChoices):
    """Where in the municipality one looks."""

    ADMINISTRATION = "administration", "Forvaltning"
    INSTITUTION = "institution", "Dagtilbud"
    PRACTICE = "practice", "Praksis"


class Rating(models.IntegerChoices):
    """How far one is, in the words of all five steps, so that they mean the same to all who use them."""

    ONE = 1, "1: Det sker ikke endnu, eller kun tilfældigt"
    TWO = 2, "2: Det sker nogle steder og en gang imellem"
    THREE = 3, "3: Det sker ofte, men det afhænger af, hvem der er der"
    FOUR = 4, "4: Det sker de fleste steder, og vi taler om det"
    FIVE = 5, "5: Det er en fast del af hverdagen alle steder, og vi følger op på det"


class Assessment(PlanRow):
    """One theme at one level: of the whole municipality, or at one institution."""

    KIND = PlanKind.SELF_ASSESSMENT
    WRITTEN = ("strengths", "challenges", "evidence", "rating")
    FIXED = ("theme", "level", "institution")

    theme = models.CharField("tema", max_length=30, choices=Theme)
    level = models.CharField("niveau", max_length=15, choices=Level)
    # Empty: for all of them together
    institution = models.ForeignKey(
        EngagementInstitution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name="dagtilbud",
    )
    strengths = models.TextField("styrker", blank=True)
    challenges = models.TextField("udfordringer", blank=True)
    evidence = models.TextField("det ved vi det fra", blank=True)
    rating = models.PositiveSmallIntegerField("trin", choices=Rating, null=True, blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = "felt i egenvurdering"
        verbose_name_plural = "felter i egenvurderinger"
        constraints = [
            models.UniqueConstraint(
                name="assessment_once_per_theme_and_level",
                fields=["plan", "theme", "level"],
                condition=Q(institution=None),
            ),
            models.UniqueConstraint(
                name="assessment_once_per_theme_level_and_institution",
                fields=["plan", "theme", "level", "institution"],
                condition=Q(institution__isnull=False),
            ),
            models.CheckConstraint(
                name="assessment_of_the_administration_is_of_no_institution",
                condition=~Q(level=Level.ADMINISTRATION) | Q(institution=None),
            ),
            models.CheckConstraint(
                name="assessment_rating_is_from_one_to_five",
                condition=Q(rating=None) | Q(rating__gte=Rating.ONE, rating__lte=Rating.FIVE),
                violation_error_message="Vælg et trin fra 1 til 5.",
            ),
        ]

    def __str__(self):
        return f"{self.part}: {self.heading}"

    @property
    def part(self) -> str:
        return self.get_theme_display()

    @property
    def heading(self) -> str:
        level = self.get_level_display()
        return f"{level}: {self.institution.name}" if self.institution else level

    def text_of(self, name: str) -> str:
        if name == "rating":
            return f"{self.rating} af {Rating.FIVE}" if self.rating else ""
        return super().text_of(name)

    @property
    def missing(self) -> list[str]:
        """The texts that are not written yet, in words. The step is not among them: one need not give it."""
        return [words for name, words in TEXTS.items() if not getattr(self, name)]

    @property
    def is_begun(self) -> bool:
        """Whether anything stands in it."""
        return self.rating is not None or len(self.missing) < len(TEXTS)


class Documentation(PlanRow):
    """Something that is documented already, as a file or a link, with the themes and levels that it tells about."""

    KIND = PlanKind.SELF_ASSESSMENT
    WRITTEN = ("title", "year", "themes", "levels", "link", "filename")

    title = models.CharField("titel", max_length=200)
    year = models.PositiveSmallIntegerField(
        "år", null=True, blank=True, validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    themes = models.JSONField("temaer", default=list)
    # Empty: it tells about them all
    levels = models.JSONField("niveauer", default=list, blank=True)
    link = models.URLField("link", max_length=500, blank=True)
    filename = models.CharField("fil", max_length=200, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dokument"
    )

    class Meta(PlanRow.Meta):
        verbose_name = "dokumentation i egenvurdering"
        verbose_name_plural = "dokumentation i egenvurderinger"
        ordering = [F("year").desc(nulls_last=True), "title", "id"]
        constraints = [
            models.CheckConstraint(
                name="documentation_has_a_title", condition=~Q(title=""), violation_error_message="Skriv en titel."
            ),
            models.CheckConstraint(
                name="documentation_is_either_a_file_or_a_link",
                condition=Q(document=None, filename="") & ~Q(link="")
                | Q(document__isnull=False, link="") & ~Q(filename=""),
                violation_error_message="Vælg en fil, eller skriv et link.",
            ),
            models.UniqueConstraint(name="documentation_of_a_document_once", fields=["document"]),
            models.CheckConstraint(
                name="documentation_is_of_a_likely_year",
                condition=Q(year=None) | Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def part(self) -> str:
        return "Dokumentation"

    def text_of(self, name: str) -> str:
        if name == "themes":
            return ", ".join(theme.label for theme in Theme if theme in self.themes)
        if name == "levels":
            return ", ".join(level.label for level in Level if level in self.levels)
        return super().text_of(name)

    def is_about(self, theme: str, level: str = "") -> bool:
        """Whether it tells about the theme, and about the level where one is asked for."""
        return theme in self.themes and (not level or not self.levels or level in self.levels)

    @property
    def kind_and_size(self) -> str:
        """ "pdf, 120 kB" of a file; "link" of a link."""
        if not self.document:
            return "link"
        return f"{self.filename.rpartition('.')[2]}, {file_size(self.document.size)}"
