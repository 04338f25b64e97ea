"""Pedagogical interventions (pædagogiske indsatser): what was agreed, tried, seen and adjusted, round by round."""

from datetime import date, datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Q
from django.utils import timezone

from engagements.courses.models import EngagementInstitution, Group
from engagements.courses.quiet import days_between
from engagements.plans.models.change_model import MUNICIPAL_PART, Chain
from engagements.plans.models.plans import PlanKind, PlanRow
from praksis.themes import CENTRE, Theme

# So many days without a word, those of July and the holidays not counted, and an intervention stands still.
STILL_AFTER = 30


class Outcome(models.TextChoices):
    """What became of an intervention when it is no longer tried."""

    CONTINUED = "continued", "Føres videre"
    ENDED = "ended", "Afsluttet"


# What each looks like as a badge
OUTCOME_KINDS = {Outcome.CONTINUED: "success", Outcome.ENDED: "neutral"}


class Intervention(PlanRow):
    """Something that an institution, or the municipality, tries between the meetings."""

    KIND = PlanKind.INTERVENTIONS
    WRITTEN = ("title", "theme", "chain_id", "group_id", "outcome", "why")

    # Empty: the municipality's own
    institution = models.ForeignKey(
        EngagementInstitution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="interventions",
        verbose_name="dagtilbud",
    )
    group = models.ForeignKey(
        Group, models.SET_NULL, null=True, blank=True, related_name="interventions", verbose_name="arbejdsgruppe"
    )
    chain = models.ForeignKey(
        Chain, models.SET_NULL, null=True, blank=True, related_name="interventions", verbose_name="kæde"
    )
    title = models.CharField("indsats", max_length=150)
    theme = models.CharField("tema", max_length=30, choices=[*Theme.choices, ("centre", CENTRE)], blank=True)
    # Empty as long as it is tried
    outcome = models.CharField("hvad blev der af den", max_length=10, choices=Outcome, blank=True)
    why = models.TextField("hvorfor", blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = "indsats"
        verbose_name_plural = "indsatser"
        constraints = [
            models.CheckConstraint(
                name="intervention_has_a_title",
                condition=~Q(title=""),
                violation_error_message="Skriv, hvad indsatsen hedder.",
            ),
            models.CheckConstraint(
                name="intervention_that_is_over_says_why",
                condition=Q(outcome="", why="") | (~Q(outcome="") & ~Q(why="")),
                violation_error_message="Skriv en linje om hvorfor.",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def part(self) -> str:
        return self.institution.name if self.institution else MUNICIPAL_PART

    def text_of(self, name: str) -> str:
        if name not in ("chain_id", "group_id"):
            return super().text_of(name)
        try:
            there = self.chain if name == "chain_id" else self.group
        except ObjectDoesNotExist:
            # Only in the history: what it pointed to has been taken out since.
            return "(taget ud)"
        return there.heading if isinstance(there, Chain) else str(there or "")

    @property
    def is_over(self) -> bool:
        """Whether it is no longer tried, because it goes on by itself or was given up."""
        return bool(self.outcome)

    @property
    def newest(self) -> "Trial | None":
        """The last of its rounds, from what is prefetched."""
        rounds = list(self.rounds.all())
        return rounds[-1] if rounds else None

    @property
    def may_begin_a_round(self) -> bool:
        """Whether the next thing to write is what is agreed for a new round."""
        return not self.is_over and (self.newest is None or bool(self.newest.adjusted))

    @property
    def status_word(self) -> str:
        if self.outcome:
            return self.get_outcome_display()
        return self.newest.reached_word if self.newest else "Ikke begyndt"

    @property
    def status_kind(self) -> str:
        return OUTCOME_KINDS[Outcome(self.outcome)] if self.outcome else "info"

    @property
    def last_written_at(self) -> datetime:
        """When anything was last written in it or in one of its rounds."""
        return max([self.changed_at, *(each.changed_at for each in self.rounds.all())])

    @property
    def written_ago(self) -> str:
        """How long since that is: "i dag", "for 12 dage siden"."""
        days = (timezone.localdate() - timezone.localdate(self.last_written_at)).days
        return {0: "i dag", 1: "i går"}.get(days, f"for {days} dage siden")

    def stands_still(self, today: date) -> bool:
        """Whether nothing has been written for a month in which people were at work, while it is being tried."""
        if self.is_over:
            return False
        return days_between(timezone.localdate(self.last_written_at), today) >= STILL_AFTER


class Trial(PlanRow):
    """One round of an intervention: a line or two each of what was agreed, tried, seen and adjusted."""

    KIND = PlanKind.INTERVENTIONS
    WRITTEN = ("agreed", "tried", "seen", "adjusted")
    REACHED = {"agreed": "Aftalt", "tried": "Prøvet", "seen": "Set", "adjusted": "Justeret"}

    intervention = models.ForeignKey(
        Intervention, models.CASCADE, related_name="rounds", verbose_name="indsats", db_index=False
    )
    number = models.PositiveSmallIntegerField("runde")
    begun_on = models.DateField("dato", default=timezone.localdate)
    agreed = models.TextField("det aftalte vi at prøve")
    tried = models.TextField("det prøvede vi", blank=True)
    seen = models.TextField("det så vi", blank=True)
    adjusted = models.TextField("det ændrer vi", blank=True)

    class Meta(PlanRow.Meta):
        verbose_name = "runde i indsats"
        verbose_name_plural = "runder i indsatser"
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(name="trial_number_once_per_intervention", fields=["intervention", "number"]),
            models.CheckConstraint(name="trial_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="trial_begins_with_what_is_agreed",
                condition=~Q(agreed=""),
                violation_error_message="Skriv, hvad I har aftalt at prøve.",
            ),
        ]

    def __str__(self):
        return f"{self.intervention}, runde {self.number}"

    @property
    def part(self) -> str:
        return self.intervention.part

    @property
    def links(self) -> list[tuple[str, str]]:
        """The four steps as (label, text)."""
        return [(self.label_of(name), getattr(self, name)) for name in self.WRITTEN]

    @property
    def next_field(self) -> str:
        """The first of the steps that nothing is written about; empty where something stands in all."""
        return next((name for name in self.WRITTEN if not getattr(self, name)), "")

    @property
    def next_label(self) -> str:
        return self.label_of(self.next_field) if self.next_field else ""

    @property
    def reached_word(self) -> str:
        """How far the round has come: the last step that something is written about."""
        return self.REACHED[[name for name in self.WRITTEN if getattr(self, name)][-1]]


class InputSheet(PlanRow):
    """What both sides want the second steering-group meeting to discuss. The rest of the sheet gathers itself."""

    KIND = PlanKind.INPUT_SHEET
    WRITTEN = ("discussion",)

    discussion = models.TextField("det vil vi have styregruppen til at drøfte")

    class Meta(PlanRow.Meta):
        verbose_name = "opsamling til styregruppen"
        verbose_name_plural = "opsamlinger til styregruppen"
        constraints = [
            models.UniqueConstraint(name="input_sheet_one_per_plan", fields=["plan"]),
            models.CheckConstraint(name="input_sheet_says_what_to_discuss", condition=~Q(discussion="")),
        ]

    def __str__(self):
        return "Til drøftelse"
