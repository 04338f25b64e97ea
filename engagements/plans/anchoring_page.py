"""What the page of an anchoring plan shows: its parts, the meetings that see it, and what became of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engagements.courses.models import CourseStep, Engagement
from engagements.meetings.kinds import MeetingKind, kind_of
from engagements.plans.models import (
    MUNICIPAL_PART,
    AnchoringAction,
    AnchoringAnswer,
    AnchoringFollowUp,
    Fate,
    Plan,
    PlanVersion,
)
from praksis.danish import short_date

# Stands in the address in place of an institution
MUNICIPAL = "kommunen"
# What is done with the plan at the second steering-group meeting, and at the third
PRESENTED, DRAWN_UP = "Præsenteres", "Udarbejdes"


@dataclass(frozen=True)
class Later:
    """What became of an action, so many months after the close."""

    months: int
    answer: AnchoringAnswer


@dataclass(frozen=True)
class Part:
    """The municipality's part of the plan, or an institution's; `address` stands in the page's addresses."""

    name: str
    address: str
    actions: list[tuple[AnchoringAction, list[Later]]]


@dataclass(frozen=True)
class Seen:
    """A steering-group meeting that sees the plan, and the version it saw. `is_missing`: it was held without one."""

    does: str
    meeting: str
    version: PlanVersion | None
    is_held: bool
    # The course is over: nobody is asked for anything any more.
    is_over: bool = False

    @property
    def is_missing(self) -> bool:
        return self.is_held and not self.is_over and self.version is None

    @property
    def status_word(self) -> str:
        if self.version:
            return f"Udgave {self.version.number}"
        if self.is_over:
            return "Ingen udgave"
        return "Mangler en udgave" if self.is_held else "Venter"

    @property
    def status_kind(self) -> str:
        if self.version:
            return "success"
        return "warning" if self.is_missing else "neutral"


def parts(
    engagement: Engagement, actions: Iterable[AnchoringAction], follow_ups: Iterable[AnchoringFollowUp] = ()
) -> list[Part]:
    """The municipality's part and each institution's, with their actions and what became of them."""
    later: dict[UUID, list[Later]] = {}
    for asked in sorted(follow_ups, key=lambda one: one.months):
        for answer in asked.answers.all():
            later.setdefault(answer.action_id, []).append(Later(asked.months, answer))
    places: list[tuple[str, str, UUID | None]] = [(MUNICIPAL_PART, MUNICIPAL, None)]
    places += [(each.name, str(each.order), each.pk) for each in engagement.institution_list]
    rows = list(actions)
    return [
        Part(name, address, [(row, later.get(row.pk, [])) for row in rows if row.institution_id == pk])
        for name, address, pk in places
    ]


def seen_by(steps: Iterable[CourseStep], versions: Iterable[PlanVersion], *, is_over: bool) -> list[Seen]:
    """The second and third of the course's fixed steering-group meetings, with the newest version tied to each."""
    fixed = [step for step in steps if step.is_anchor and kind_of(step) == MeetingKind.STEERING_GROUP]
    by_step = {version.step_id: version for version in versions if version.step_id}
    return [
        Seen(does, step.text, by_step.get(step.pk), step.is_done, is_over)
        for does, step in zip((PRESENTED, DRAWN_UP), fixed[1:], strict=False)
    ]


@dataclass(frozen=True)
class FollowedUp:
    """One question about the plan: whom we asked, and how many of the actions are answered."""

    asked: AnchoringFollowUp
    answered: int
    of: int
    is_open: bool

    @property
    def status_word(self) -> str:
        if self.answered == self.of:
            return "Besvaret"
        if self.answered:
            return f"{self.answered} af {self.of} besvaret"
        return "Venter på svar" if self.is_open else "Ikke besvaret"

    @property
    def status_kind(self) -> str:
        if self.answered == self.of:
            return "success"
        return "info" if self.is_open else "warning"

    @property
    def when(self) -> str:
        """ "Spurgt 3. november 2027, kan besvares til 3. december 2027"."""
        verb = "kan besvares" if self.is_open else "kunne besvares"
        return f"Spurgt {short_date(self.asked.asked_on)}, {verb} til og med {short_date(self.asked.answer_by)}"


def followed_up(plan: Plan, actions: int, follow_ups: Iterable[AnchoringFollowUp]) -> list[FollowedUp]:
    """The questions that were asked about the plan, the first one first."""
    today = plan.engagement.today
    return [
        FollowedUp(asked, len(asked.answers.all()), actions, asked.is_open_on(today))
        for asked in sorted(follow_ups, key=lambda one: one.months)
    ]


@dataclass(frozen=True)
class Listed:
    """A row of the list of all that was asked: a question, and what became of how many actions: "2 lever videre"."""

    question: FollowedUp
    fates: list[str]


def listed(follow_ups: Iterable[AnchoringFollowUp], today: date) -> list[Listed]:
    """The rows of the list, of questions that know how many actions there are (`of`); in one query for the answers."""
    found = list(follow_ups)
    answers = AnchoringAnswer.objects.filter(follow_up__in=found).order_by().values_list("follow_up", "fate")
    by_question: dict[UUID, Counter[str]] = {}
    for question, fate in answers:
        by_question.setdefault(question, Counter())[fate] += 1
    return [_listed(asked, by_question.get(asked.pk, Counter()), today) for asked in found]


def _listed(asked: AnchoringFollowUp, fates: Counter[str], today: date) -> Listed:
    of = getattr(asked, "of", 0)
    question = FollowedUp(asked, fates.total(), of, asked.is_open_on(today))
    return Listed(question, [f"{fates[fate]} {fate.label.lower()}" for fate in Fate if fates[fate]])
