"""What the answers say, in figures that may be told (disclosure.py).

Everything begins with `readable`: answers are read once nobody can add to them, and there are at least five. While a
survey is open it can be seen who has answered, so that what one more answer changed would tell what it said.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.evaluation import disclosure, editions
from engagements.evaluation.disclosure import FEWEST, Figure, Figures
from engagements.evaluation.models import (
    Part,
    RecipientRole,
    SurveyQuestion,
    SurveyResponse,
    SurveyWave,
    WaveKind,
)

COLUMNS = ["Spørgsmål", "Før", "Svar før", "Efter", "Svar efter"]
NOT_TOLD = "–"


@dataclass(frozen=True)
class Turnout:
    """How many were asked in a survey, how many have answered, and whether their answers can be read."""

    wave: SurveyWave
    invited: int
    answered: int
    is_readable: bool

    @property
    def rate(self) -> str:
        """The share that has answered: "64 %"."""
        return f"{round(100 * self.answered / self.invited)} %" if self.invited else ""


@dataclass(frozen=True)
class Line:
    """One statement, or a subject as a whole: its figures before and after the course."""

    text: str
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True)
class Subject:
    """An effect or a mark with its statements; `total` is the mean of those that may be told."""

    total: Line
    lines: list[Line]

    @property
    def as_cells(self) -> list[list[str]]:
        """Its rows of the table: before and after, each with how many answered; the whole of several lines first."""
        rows = [_cells(line) for line in self.lines]
        if len(self.lines) > 1:
            total = [f"{self.total.text}, samlet", _words(self.total.before), "", _words(self.total.after), ""]
            rows.insert(0, total)
        return rows

    @property
    def is_told(self) -> bool:
        return bool(self.total.before or self.total.after)


@dataclass(frozen=True)
class RoleRow:
    """One role's figures of each effect in one survey; None where it may not be told."""

    role: str
    when: str
    figures: list[Figure | None]

    @property
    def as_cells(self) -> list[str]:
        """Its row of the table."""
        return [self.role, self.when, *(_words(figure) for figure in self.figures)]


@dataclass(frozen=True)
class Said:
    """An open question and what was written, in alphabetical order, so that nobody's place in it tells anything."""

    question: str
    when: str
    texts: list[str]


@dataclass(frozen=True)
class Results:
    """All that may be told of one course, or of several."""

    effects: list[Subject] = field(default_factory=list)
    marks: list[Subject] = field(default_factory=list)
    roles: list[RoleRow] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def table(self) -> list[list[str]]:
        """The same as the bars, for a table with COLUMNS."""
        return [row for subject in [*self.effects, *self.marks] for row in subject.as_cells]

    @property
    def role_columns(self) -> list[str]:
        """The headings of the table of roles."""
        return ["Rolle", "Hvornår", *(subject.total.text for subject in self.effects)]

    @property
    def role_table(self) -> list[list[str]]:
        """The rows of the table of roles."""
        return [row.as_cells for row in self.roles]


def _cells(line: Line) -> list[str]:
    counts = (str(figure.count) if figure else NOT_TOLD for figure in (line.before, line.after))
    before, after = counts
    return [line.text, _words(line.before), before, _words(line.after), after]


def _words(figure: Figure | None) -> str:
    return figure.words if figure else NOT_TOLD


def turnouts(waves: Iterable[SurveyWave], today: date) -> list[Turnout]:
    """How many have answered each of these surveys; the one before first. In one query."""
    asked = Count("invitations", filter=Q(invitations__withdrawn_at=None))
    answered = Count("invitations", filter=Q(invitations__has_answered=True))
    keys = [wave.pk for wave in waves]
    counted = (
        SurveyWave.objects.filter(pk__in=keys)
        .annotate(asked=asked, answered=answered)
        .select_related("engagement__party", "engagement__case")
    )
    return [
        Turnout(wave, wave.asked, wave.answered, is_readable=wave.is_closed_on(today) and wave.answered >= FEWEST)
        for wave in counted.order_by("-kind", "pk")
    ]


def readable(waves: Iterable[SurveyWave], today: date) -> dict[UUID, list[SurveyResponse]]:
    """The answers of those of these surveys that are closed and have at least five, by the survey. In one query."""
    closed = [wave.pk for wave in waves if wave.is_closed_on(today)]
    found: dict[UUID, list[SurveyResponse]] = defaultdict(list)
    for response in SurveyResponse.objects.filter(wave__in=closed).order_by("pseudonym"):
        found[response.wave_id].append(response)
    return {wave: responses for wave, responses in found.items() if len(responses) >= FEWEST}


def of_course(engagement: Engagement, waves: Sequence[SurveyWave]) -> Results:
    """What may be told of one course: each statement before and after, by role where that may be told."""
    today = timezone.localdate()
    answers = readable(waves, today)
    told: dict[tuple[str, str], Figures] = {}
    for wave in waves:
        for question in editions.asked(wave.edition_id, wave.which):
            if question.is_scale and wave.pk in answers:
                told[wave.kind, question.key] = disclosure.figures(_by_role(answers[wave.pk], question.key))
    questions = _questions(wave for wave in waves if wave.pk in answers)
    totals = {key: figures.total for key, figures in told.items()}
    return Results(
        effects=_subjects(questions, Part.EFFECT, totals),
        marks=_subjects(questions, Part.MARK, totals),
        roles=_roles(questions, told),
        said=[said for wave in waves if wave.pk in answers for said in _said(wave, answers[wave.pk])],
    )


def of_all(waves: Sequence[SurveyWave]) -> Results:
    """What may be told of all these courses' surveys together: only what each course's own page tells goes into it.

    So nothing of a course that is left out can be found as the difference.
    """
    answers = readable(waves, timezone.localdate())
    values: dict[tuple[str, str], list[int]] = defaultdict(list)
    shown = [wave for wave in waves if wave.pk in answers]
    for wave in shown:
        for question in editions.asked(wave.edition_id, wave.which):
            own = [value for group in _by_role(answers[wave.pk], question.key).values() for value in group]
            if question.is_scale and len(own) >= FEWEST:
                values[wave.kind, question.key] += own
    totals = {key: disclosure.figures({"": given}).total for key, given in values.items()}
    questions = _questions(shown)
    return Results(effects=_subjects(questions, Part.EFFECT, totals), marks=_subjects(questions, Part.MARK, totals))


def _by_role(responses: Iterable[SurveyResponse], key: str) -> dict[str, list[int]]:
    """The answers to a statement by role; "ved ikke" is none."""
    found: dict[str, list[int]] = defaultdict(list)
    for response in responses:
        if score := response.scores.get(key):
            found[response.role].append(score)
    return found


def _questions(waves: Iterable[SurveyWave]) -> list[SurveyQuestion]:
    """The statements of these surveys in order, each once: two editions may put the same one."""
    asked = [question for wave in waves for question in editions.asked(wave.edition_id, wave.which)]
    return sorted({q.key: q for q in asked if q.is_scale}.values(), key=lambda question: question.order)


def _subjects(
    questions: Iterable[SurveyQuestion], part: Part, totals: dict[tuple[str, str], Figure | None]
) -> list[Subject]:
    by_subject: dict[str, list[SurveyQuestion]] = defaultdict(list)
    for question in questions:
        if question.part == part:
            by_subject[question.subject].append(question)
    found = []
    for own in by_subject.values():
        lines = [Line(q.text, *(totals.get((kind, q.key)) for kind in WaveKind.values)) for q in own]
        before, after = (disclosure.mean_of(totals.get((kind, q.key)) for q in own) for kind in WaveKind.values)
        found.append(Subject(Line(own[0].subject_title, before, after), lines))
    return found


def _roles(questions: Sequence[SurveyQuestion], told: dict[tuple[str, str], Figures]) -> list[RoleRow]:
    """Each role's mean of each effect, of what may be told of it; a role of which nothing may is left out."""
    effects: dict[str, list[SurveyQuestion]] = defaultdict(list)
    for question in questions:
        if question.part == Part.EFFECT:
            effects[question.subject].append(question)
    rows = []
    for role in RecipientRole:
        for kind in WaveKind:
            figures = [
                disclosure.mean_of(
                    told[kind.value, q.key].groups.get(role.value) for q in own if (kind.value, q.key) in told
                )
                for own in effects.values()
            ]
            if any(figures):
                rows.append(RoleRow(role.label, kind.label, figures))
    return rows


def _said(wave: SurveyWave, responses: Iterable[SurveyResponse]) -> Iterable[Said]:
    for question in editions.asked(wave.edition_id, wave.which):
        if not question.is_scale:
            texts = sorted((r.texts[question.key] for r in responses if r.texts.get(question.key)), key=str.casefold)
            if texts:
                yield Said(question.text, wave.get_kind_display(), texts)
