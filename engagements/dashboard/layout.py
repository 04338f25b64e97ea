"""Where everything stands in the living picture of a course: pure, from the rows of its steps to boxes on a sheet.

The columns and lanes are those of the framework's figure ("Rammen for rådgivnings- og vejledningsforløb"). Each
institution has a lane of its own, and theme days and conferences one together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from textwrap import wrap
from uuid import UUID

from engagements.courses.models import CourseStep, StepKind
from engagements.courses.models.steps import INSTITUTIONS
from engagements.dashboard.picture import JOINED, THROUGHOUT, Row

# All measures are the sheet's own; it is drawn as wide as there is room.
WIDTH, LABEL, GAP, PAD = 1120, 112, 6, 8
HEAD, LINE, WORD, BAND = 56, 15, 19, 40
# A letter's width in the type of the boxes, which is 12 high: more than most letters take
LETTER = 6.6
# The columns in which the institutions work hold more, as in the figure.
WIDE = 1.35
EVENTS = "Temadag og konference"
COLUMNS = ("Trin", "Fase", "Spor", "Status", "Hvornår", "Hvem")
DONE = ("Færdig", "success")


@dataclass(frozen=True)
class Box:
    """One step, or one institution's part of it, with the state in words. `mark` says in short what sets it apart."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    word: str
    kind: str
    url: str
    text: str
    due: str
    mark: str = ""

    @property
    def looks(self) -> tuple[float, float, float, float, tuple[str, ...], str, str, str]:
        """What is drawn of it: where it stands, and what it says."""
        return self.x, self.y, self.width, self.height, self.lines, self.word, self.kind, self.mark


@dataclass(frozen=True)
class Column:
    """A phase's heading."""

    x: float
    width: float
    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Lane:
    """A row of the sheet and who it belongs to."""

    y: float
    height: float
    lines: tuple[str, ...]
    name: str


@dataclass(frozen=True)
class Sheet:
    """The whole picture. `bands` run through it all and stand under the lanes."""

    height: float
    columns: list[Column]
    lanes: list[Lane]
    boxes: list[Box]
    bands: list[Box]


@dataclass(frozen=True)
class Place:
    """What stands in one cell: a step's words, its state, and where it leads."""

    text: str
    word: str
    kind: str
    url: str
    due: str
    mark: str = ""


def sheet(rows: Sequence[Row], institutions: Sequence, done: Mapping[UUID, Collection[UUID]]) -> Sheet:
    """Lay a course's steps out.

    `institutions` are those of the course, and `done` has the ids of those that are done with a step, by the step's.
    """
    names = JOINED if any(row.step.column == "Tredje styregruppemøde" for row in rows) else {}
    inside = [row for row in rows if not row.step.column.startswith(THROUGHOUT)]
    cells: dict[tuple[str, str], list[Place]] = {}
    lanes: dict[str, None] = {}
    for row in inside:
        column = names.get(row.step.column, row.step.column)
        for lane, place in _places(row, institutions, done):
            lanes.setdefault(lane)
            cells.setdefault((lane, column), []).append(place)
    phases = list(dict.fromkeys(column for _, column in cells))
    through = [row for row in rows if row.step.column.startswith(THROUGHOUT)]
    # A conference belongs to no phase: it stands across them all, in the lane of its kind.
    across: dict[str, list[Place]] = {}
    for row in through:
        if row.step.kind == StepKind.EVENT:
            for lane, place in _places(row, institutions, done):
                across.setdefault(lane, []).append(place)
    columns = _columns(phases, {names.get(row.step.column, row.step.column) for row in inside if _is_wide(row.step)})
    last = {EVENTS, *across}
    ordered = [lane for lane in lanes if lane not in last]
    ordered += [lane for lane in dict.fromkeys([*lanes, *across]) if lane in last]
    boxes, drawn, y = _cells(ordered, columns, cells, across)
    running = [row for row in through if row.step.kind != StepKind.EVENT]
    bands = [_band(row, y + number * BAND) for number, row in enumerate(running)]
    return Sheet(y + len(bands) * BAND, columns, drawn, boxes, bands)


def table(rows: Sequence[Row], institutions: Sequence, done: Mapping[UUID, Collection[UUID]]) -> list[list[str]]:
    """The same as a table: step, phase, lane, state, when, who; a row for each step.

    Of what each institution does for itself it says who is done and who is not.
    """
    return [
        [row.step.text, row.step.column, row.step.lane, _state(row, institutions, done), row.due, row.step.owner]
        for row in rows
    ]


def _state(row: Row, institutions: Sequence, done: Mapping[UUID, Collection[UUID]]) -> str:
    ready = done.get(row.step.pk, ())
    if not (ready and row.step.is_open and row.step.is_per_institution):
        return row.status_word
    finished = ", ".join(each.name for each in institutions if each.pk in ready)
    waiting = ", ".join(each.name for each in institutions if each.pk not in ready)
    undone = row.step.undone_word
    before = "" if row.status_word == undone else f"{row.status_word}. "
    return f"{before}Færdig: {finished}. {undone}: {waiting}"


def _places(row: Row, institutions: Sequence, done: Mapping[UUID, Collection[UUID]]) -> Iterable[tuple[str, Place]]:
    """Where a step stands: what each institution does for itself once for each."""
    step = row.step
    mark = "Fast trin" if step.is_anchor else "Eget trin" if step.is_own else ""
    if step.lane == INSTITUTIONS and step.kind == StepKind.EVENT:
        yield EVENTS, Place(step.text, row.status_word, row.status_kind, row.url, row.due, mark)
    elif step.is_per_institution and step.is_open:
        for institution in institutions:
            word, kind = DONE if institution.pk in done.get(step.pk, ()) else _waiting(row)
            yield institution.name, Place(step.text, word, kind, row.url, row.due, mark)
    elif step.lane == INSTITUTIONS and institutions:
        for institution in institutions:
            yield institution.name, Place(step.text, row.status_word, row.status_kind, row.url, row.due, mark)
    else:
        yield step.lane, Place(step.text, row.status_word, row.status_kind, row.url, row.due, mark)


def _waiting(row: Row) -> tuple[str, str]:
    """What an institution that is not done has of the step's own state: that it is late, or soon to be."""
    says_more = row.status_kind in ("error", "warning")
    return (row.status_word, row.status_kind) if says_more else (row.step.undone_word, "neutral")


def _is_wide(step: CourseStep) -> bool:
    return step.lane == INSTITUTIONS and step.kind != StepKind.EVENT


def _columns(phases: list[str], wide: Collection[str]) -> list[Column]:
    shares = [WIDE if phase in wide and len(phases) > 3 else 1 for phase in phases]
    unit = (WIDTH - LABEL) / sum(shares) if shares else 0
    columns, x = [], float(LABEL)
    for phase, share in zip(phases, shares, strict=True):
        width = unit * share
        columns.append(Column(x, width - GAP, _lines(phase, width - GAP - 4 * PAD), phase))
        x += width
    return columns


def _cells(lanes: list[str], columns: list[Column], cells: dict, across: dict) -> tuple[list[Box], list[Lane], float]:
    boxes: list[Box] = []
    drawn: list[Lane] = []
    y: float = HEAD + GAP
    for name in lanes:
        bottom = y
        for column in columns:
            top = y + GAP
            for place in cells.get((name, column.name), ()):
                box = _box(place, column.x + GAP, top, column.width - 2 * GAP)
                boxes.append(box)
                top += box.height + GAP
            bottom = max(bottom, top)
        for place in across.get(name, ()):
            box = _box(place, LABEL + GAP, max(bottom, y + GAP), WIDTH - LABEL - 3 * GAP)
            boxes.append(box)
            bottom = box.y + box.height + GAP
        lines = _lines(name, LABEL - GAP - 2 * PAD)
        height = max(bottom - y, len(lines) * LINE + 2 * PAD)
        drawn.append(Lane(y, height, lines, name))
        y += height + GAP
    return boxes, drawn, y


def _box(place: Place, x: float, y: float, width: float) -> Box:
    lines = _lines(place.text, width - 2 * PAD)
    height = len(lines) * LINE + WORD + PAD
    return Box(
        x, y, width, height, lines, place.word, place.kind, place.url, place.text, place.due, mark=place.mark
    )  # fmt: skip


def _band(row: Row, y: float) -> Box:
    """What runs through it all: one line under the board, cut where it would be too long; the table has the whole."""
    room = int((WIDTH - 300) / LETTER)
    text = row.step.text
    line = text if len(text) <= room else text[: room - 1].rpartition(" ")[0] + " …"
    return Box(0, y, WIDTH, BAND - GAP, (line,), row.status_word, row.status_kind, row.url, text, row.due)


# Courses have their words from a few frameworks.
@lru_cache(maxsize=2_000)
def _lines(text: str, width: float) -> tuple[str, ...]:
    """The text in lines of no more than this width."""
    return tuple(wrap(text, max(int(width / LETTER), 8), break_on_hyphens=True)) or ("",)
