"""The anchoring plan (forankringsplan): what lives on after the course, who sees to it, and by when."""

from django.db import models
from django.db.models import Q

from engagements.courses.models import EngagementInstitution
from engagements.plans.models.change_model import MUNICIPAL_PART, Chain
from engagements.plans.models.plans import PlanKind, PlanRow
from praksis.danish import short_date
from praksis.themes import CENTRE, Theme

CHAIN_GONE = "En kæde, der siden er taget ud"


class AnchoringAction(PlanRow):
    """One thing that goes on: nothing is anchored without somebody who sees to it, and a date."""

    KIND = PlanKind.ANCHORING
    WRITTEN = ("what", "how", "owner_name", "owner_title", "owner_email", "due_on", "theme", "chain")

    # Empty: the municipality's own part
    institution = models.ForeignKey(
        EngagementInstitution, models.CASCADE, null=True, blank=True, related_name="anchoring", verbose_name="dagtilbud"
    )
    what = models.TextField("det lever videre")
    how = models.TextField("sådan holder vi det i live", blank=True)
    owner_name = models.CharField("ansvarlig", max_length=100)
    owner_title = models.CharField("stilling", max_length=100, blank=True)
    owner_email = models.EmailField("mailadresse", blank=True)
    due_on = models.DateField("senest")
    theme = models.CharField("tema", max_length=30, choices=[*Theme.choices, ("centre", CENTRE)], blank=True)
    # What of the change model it keeps alive
    chain = models.ForeignKey(
        Chain,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="anchored",
        verbose_name="kæde i forandringsmodellen",
    )

    class Meta(PlanRow.Meta):
        verbose_name = "handling i forankringsplan"
        verbose_name_plural = "handlinger i forankringsplaner"
        constraints = [
            models.CheckConstraint(
                name="anchoring_action_says_what_lives_on",
                condition=~Q(what=""),
                violation_error_message="Skriv, hvad der skal leve videre.",
            ),
            models.CheckConstraint(
                name="anchoring_action_has_an_owner",
                condition=~Q(owner_name=""),
                violation_error_message="Skriv, hvem der har ansvaret.",
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def part(self) -> str:
        return self.institution.name if self.institution else MUNICIPAL_PART

    @property
    def heading(self) -> str:
        """The first words of what lives on."""
        words = self.what.split()
        return " ".join(words[:12]) + (" …" if len(words) > 12 else "")

    def text_of(self, name: str) -> str:
        if name == "due_on":
            return short_date(self.due_on)
        if name == "chain":
            return self._chain_in_words()
        return super().text_of(name)

    @property
    def owner(self) -> str:
        """ "Susan Olsen, dagtilbudsleder"."""
        return ", ".join(filter(None, [self.owner_name, self.owner_title]))

    def _chain_in_words(self) -> str:
        if not self.chain_id:
            return ""
        try:
            return self.chain.heading
        except Chain.DoesNotExist:  # of a change from before the chain was taken out
            return CHAIN_GONE
