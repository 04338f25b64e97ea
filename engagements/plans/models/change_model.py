"""The change model (forandringsmodel): from a challenge to what children gain, in the framework's own words."""

from django.db import models
from django.db.models import Q

from engagements.courses.models import EngagementInstitution
from engagements.plans.models.plans import PlanKind, PlanRow
from praksis.themes import CENTRE, Theme

MUNICIPAL_PART = "Kommunen"


class Gain(models.TextChoices):
    """What the work is for: the purpose of the praksiskonsulenter in the agency's presentation of 2017."""

    WELL_BEING = "well_being", "Trivsel"
    DEVELOPMENT = "development", "Udvikling"
    LEARNING = "learning", "Læring"
    FORMATION = "formation", "Dannelse"


class Chain(PlanRow):
    """One line of thought: a challenge, what is done about it, what is then expected, and what children gain."""

    KIND = PlanKind.CHANGE_MODEL
    WRITTEN = ("theme", "challenge", "effort", "expected", "gain", "gains", "indicators")
    # The four that are drawn, in the order of the arrows
    DRAWN = ("challenge", "effort", "expected", "gain")

    # Empty: the municipality's own part
    institution = models.ForeignKey(
        EngagementInstitution, models.CASCADE, null=True, blank=True, related_name="chains", verbose_name="dagtilbud"
    )
    theme = models.CharField("tema", max_length=30, choices=[*Theme.choices, ("centre", CENTRE)], blank=True)
    challenge = models.TextField("udfordring")
    effort = models.TextField("det gør vi", blank=True)
    expected = models.TextField("det forventer vi at se", blank=True)
    gain = models.TextField("det får børnene ud af det", blank=True)
    gains = models.JSONField("børnenes udbytte", default=list, blank=True)
    indicators = models.TextField("det kan vi se det på", blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = "kæde i forandringsmodel"
        verbose_name_plural = "kæder i forandringsmodeller"
        constraints = [
            models.CheckConstraint(
                name="chain_begins_with_a_challenge",
                condition=~Q(challenge=""),
                violation_error_message="Skriv, hvilken udfordring det begynder med.",
            ),
        ]

    def __str__(self):
        return self.challenge

    @property
    def part(self) -> str:
        return self.institution.name if self.institution else MUNICIPAL_PART

    @property
    def heading(self) -> str:
        """The first words of the challenge."""
        words = self.challenge.split()
        return " ".join(words[:12]) + (" …" if len(words) > 12 else "")

    def text_of(self, name: str) -> str:
        if name == "gains":
            return ", ".join(self.gains_in_words)
        return super().text_of(name)

    @property
    def gains_in_words(self) -> list[str]:
        """ "Trivsel", "Læring": in the order of the purpose."""
        return [gain.label for gain in Gain if gain in self.gains]

    @property
    def links(self) -> list[tuple[str, str]]:
        """The drawn fields as (label, text)."""
        return [(self.label_of(name), getattr(self, name)) for name in self.DRAWN]
