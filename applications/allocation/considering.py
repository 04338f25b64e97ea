"""How far a round's choice has come: what was waived, what is written, what is still asked. Reads, saves nothing."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count

from applications.allocation import explaining, grounds, readiness, recounting, standing
from applications.allocation.explaining import Question
from applications.allocation.grounds import Grounds
from applications.allocation.models import DecisionReason, Explanation, OwnChoice, Waiver
from applications.allocation.standing import Standing
from applications.assessment import people, scores
from applications.assessment.models import InterestDeclaration, ReviewerAssignment
from applications.rounds.models import Round

# What the pages tell of a choice that was noted: the rest of the person stays unread.
NOTED = ("round", "applications", "left_out", "reason", "at", "person__name")


@dataclass
class Considered:
    """A round's choice as it stands, for a person.

    `grounds` is None where nothing is calculated: for minis, and where nobody has applied.
    """

    round: Round
    standings: list[Standing]
    grounds: Grounds | None
    person: Any
    # All that were noted; and the person's that stands, None where there is none yet
    own_choices: list[OwnChoice] = field(default_factory=list)
    own: OwnChoice | None = None
    # Whose scores do not count (recounting.left_out)
    left_out: list[str] = field(default_factory=list)
    # The keys of what one goes on without (readiness.Item), and of what is explained (Question)
    waived: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)

    @property
    def earlier(self) -> list[OwnChoice]:
        """What the person noted while other scores counted; empty where the own choice stands."""
        return [] if self.own else [one for one in self.own_choices if one.person_id == self.person.pk]

    @cached_property
    def chosen(self) -> list[str]:
        """The keys of those who are chosen for a place."""
        granted = {one.application_id for one in self.standings if one.is_granted}
        return self.grounds.keys_of(granted) if self.grounds else []

    @cached_property
    def questions(self) -> list[Question]:
        """What the choice gives rise to ask; nothing as long as nobody is decided on."""
        if self.grounds is None or not any(one.outcome for one in self.standings):
            return []
        return explaining.questions(self.grounds, self.chosen)

    @property
    def unanswered(self) -> list[Question]:
        """Those that nobody has answered."""
        return [question for question in self.questions if question.key not in self.explained]

    def missing(self, waiver: str = "") -> list[str]:
        """What stands in the way of a proposal (readiness.missing)."""
        first = ["Notér først dit eget valg. Beregningen vises bagefter."] if self.lacks_own_choice else []
        if self.earlier:
            first = ["Notér dit eget valg igen: Andre bedømmelser tæller nu, og det giver en anden sammensætning."]
        lacking = readiness.missing(
            self.standings,
            places=self.round.places,
            waiver=waiver,
            waived=self.waived,
            justified=justified(self.round),
        )
        return [*first, *lacking, *(f"Mangler en forklaring: {question.words}" for question in self.unanswered)]

    @property
    def lacks_own_choice(self) -> bool:
        """Whether the person has something to choose among, and has not noted an own choice."""
        return self.grounds is not None and self.own is None


def of_round(round_: Round, person) -> tuple[Considered, list[ReviewerAssignment]]:
    """How far the round has come, for this person; and its reviewers, with what they have declared."""
    declared = InterestDeclaration.objects.declared_in(round_)
    assignments, panel = people.reviewers_of(round_, declared)
    scored = scores.of_round(round_, declared, panel)
    standings = standing.of_round(round_, panel=panel, declared=declared, scored=scored)
    is_calculated = grounds.is_calculated(round_)
    found = grounds.of_round(round_, standings, scored) if is_calculated else None
    own_choices = OwnChoice.objects.filter(round=round_).select_related("person").only(*NOTED).order_by("at")
    considered = Considered(
        round_,
        standings,
        found,
        person,
        list(own_choices) if is_calculated else [],
        None,
        recounting.left_out(declared, panel.removed),
        set(Waiver.objects.filter(round=round_).values_list("item", flat=True)),
        set(Explanation.objects.filter(round=round_).values_list("question", flat=True)),
    )
    considered.own = _standing(considered)
    return considered, assignments


def _standing(considered: Considered) -> OwnChoice | None:
    """The person's own choice that stands: made while the same scores counted, or others that make no other set."""
    mine = considered.earlier
    if considered.grounds is None:
        return mine[-1] if mine else None
    mine.sort(key=lambda one: one.left_out != considered.left_out)
    for one in mine:
        if one.left_out == considered.left_out or not recounting.makes_another_set(
            considered.round, considered.standings, considered.grounds, one.left_out
        ):
            return one
    return None


def justified(round_: Round) -> set[UUID] | None:
    """The applications with a text under every criterion of the round; None where it has no criteria."""
    number = round_.criteria.count()
    if not number:
        return None
    written = DecisionReason.objects.filter(decision__round=round_).exclude(text="").order_by()
    counted = written.values("decision__application").annotate(number=Count("pk"))
    return {row["decision__application"] for row in counted if row["number"] >= number}
