"""The living picture of a course and what comes next in it: pure, from the course's steps."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from engagements.courses.models import CourseStep, Engagement
from praksis.danish import danish_date, short_date

# Rows of a column with this beginning run through it all and stand under the board.
THROUGHOUT = "Hele "
# The figure of the one-year course has six columns: what comes before the first and after the last stands with them.
JOINED = {
    "Opstartsmøde": "Opstartsmøde og tiden efter",
    "Efter opstartsmøde": "Opstartsmøde og tiden efter",
    "Tredje styregruppemøde": "Tredje styregruppemøde og afslutning",
    "Afslutning": "Tredje styregruppemøde og afslutning",
}


@dataclass(frozen=True)
class Row:
    """A step as both the picture and the list of all steps draw it. What only the list shows is worked out there."""

    step: CourseStep
    url: str
    status_word: str
    status_kind: str
    may_be_completed: bool

    @property
    def due(self) -> str:
        """When it is to be done, or was."""
        step = self.step
        if step.is_done:
            return f"færdig {short_date(step.done_at)}"
        if not step.due_to:
            return "dato følger"
        if step.is_track:
            return f"{short_date(step.due_from)} – {short_date(step.due_to)}"
        return f"senest {short_date(step.due_to)}"

    @property
    def can_be_completed(self) -> bool:
        """Whether the reader may tick it off here; what each institution does for itself is so on its own page."""
        return self.may_be_completed and self.step.is_open and not self.step.is_per_institution

    @property
    def is_pressing(self) -> bool:
        """Whether the applicant's side should see to it now."""
        return self.step.is_partys and (self.step.is_overdue or self.step.is_due_soon)

    @property
    def is_ours_to_do(self) -> bool:
        """Whether our side alone should see to it now."""
        step = self.step
        return not step.is_partys and not step.is_track and (step.is_overdue or step.is_due_soon)


def rows(steps: Iterable[CourseStep], *, course_url: str, completable: Container = ()) -> list[Row]:
    """The steps of the course at this address; `completable` holds the ids of those that the reader may tick off."""
    found = []
    for step in steps:
        word, kind = step.badge
        found.append(Row(step, f"{course_url}trin/{step.order}/", word, kind, may_be_completed=step.pk in completable))
    return found


@dataclass(frozen=True)
class Phase:
    """One column of the framework with its steps."""

    name: str
    rows: list[Row]
    # In the order of the framework, from 1: how the address asks for it
    number: int
    is_current: bool
    # Its steps are drawn when it is the current one or asked for; else its name leads to them.
    is_open: bool

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"fase-{self.number}"

    @property
    def url(self) -> str:
        """Where it stands open."""
        return f"?fase={self.number}#{self.anchor}"

    @property
    def progress(self) -> str:
        """How many of its steps there is nothing more to do about."""
        done = sum(not row.step.is_open for row in self.rows)
        return f"{done} af {len(self.rows)} færdige"


def phases(rows: Sequence[Row], asked_for: str = "") -> list[Phase]:
    """The columns in order, the current one marked: that of the first step still to be done.

    Its steps are shown, and those of the one whose number is asked for.
    """
    first = next_open([row.step for row in rows])
    columns: dict[str, list[Row]] = {}
    for row in rows:
        columns.setdefault(row.step.column, []).append(row)
    return [
        Phase(
            name,
            within,
            number,
            is_current=(is_current := bool(first and first.column == name)),
            is_open=is_current or asked_for == str(number),
        )
        for number, (name, within) in enumerate(columns.items(), 1)
    ]


def next_open(steps: Sequence[CourseStep]) -> CourseStep | None:
    """The step that is due first of those still to be done."""
    waiting = [step for step in steps if step.is_open and not step.is_track and step.due_to]
    return min(waiting, key=lambda step: (step.due_to, step.order), default=None)


@dataclass(frozen=True)
class Move:
    """What is to happen next, whose turn it is and by when; `url` leads to where it is done."""

    what: str
    whose: str
    when: str = ""
    url: str = ""
    link_text: str = ""


def next_move(engagement: Engagement, steps: Sequence[CourseStep], *, staff_side: bool) -> Move | None:
    """The next move, in the words of the reader's side; None when all is done."""
    if engagement.is_closed:
        return None
    begins = f"Forløbet begynder {danish_date(engagement.starts_on)}"
    if engagement.is_planned and not engagement.team:
        if staff_side:
            return Move("Sæt konsulenter på forløbet", "En leder", begins)
        return Move("Vi sætter holdet af praksiskonsulenter til jeres forløb", "Socialstyrelsen", begins)
    if engagement.is_planned:
        if staff_side:
            return Move("Aftal opstartsmødet, og sæt forløbet i gang", "Konsulenterne", begins)
        return Move("Konsulenterne kontakter jer om opstartsmødet", "Konsulenterne", begins)
    step = next_open(steps)
    if step is None:
        return None
    late = " (overskredet)" if step.is_overdue else ""
    when = f"Senest {danish_date(step.due_to)}{late}"
    return Move(step.text, step.owner, when, step.get_absolute_url(), "Se trinnet")
