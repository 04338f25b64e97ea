"""Where everything stands in the radar of a self-assessment: pure, from the mean of each theme to points on a sheet.

An axis for each theme, at the place that it has in the agency's figure of them, from the middle out to 5.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import shorten

from engagements.plans.ratings import said
from praksis.themes import Theme, figure

# The sheet's own measures; it is drawn as wide as there is room
WIDTH, MIDDLE_X, MIDDLE_Y, RADIUS = 600, 300, 196, 118
LEGEND, LINE, BOTTOM = 412, 28, 0
# From one line of an axis' name to the next
NAME_LINE = 19
# The letters of a state's name that find room; the choice below the radar has the whole
LONGEST = 56
STEPS = (1, 2, 3, 4, 5)
LARGEST = 5
# Which way each place of the figure lies, going round
WAYS = {"top": (0, -1), "right": (1, 0), "bottom": (0, 1), "left": (-1, 0)}
# How far from its tip an axis' name stands, how much of it lies above that, and which way it is set
NAMES = {
    "top": (0, -14, 1, "middle"),
    "right": (14, 5, 0.5, "start"),
    "bottom": (0, 24, 0, "middle"),
    "left": (-14, 5, 0.5, "end"),
}

Point = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """One state: `kind` says how it is drawn, `word` what it is called at an axis, `name` which one it is."""

    kind: str
    word: str
    name: str
    means: Mapping[Theme, Decimal | None]


@dataclass(frozen=True)
class Axis:
    """A theme: the tip of its axis, and its name with the numbers, in lines."""

    tip: Point
    lines: tuple[str, ...]
    place: Point
    anchor: str


@dataclass(frozen=True)
class Drawn:
    """A state: a mark for each theme that has a mean, and a line between neighbours that both have one."""

    kind: str
    label: str
    marks: tuple[Point, ...]
    strokes: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True)
class Sheet:
    """The whole radar. `rings` are the steps, `words` says the same in sentences."""

    height: float
    rings: tuple[tuple[Point, ...], ...]
    axes: tuple[Axis, ...]
    drawn: tuple[Drawn, ...]
    words: str


def sheet(series: Sequence[Series]) -> Sheet:
    """Lay one or two states out."""
    places = _places()
    return Sheet(
        height=LEGEND + len(series) * LINE + BOTTOM,
        rings=tuple(tuple(_point(way, Decimal(step)) for way in WAYS.values()) for step in STEPS),
        axes=tuple(_axis(theme, place, series) for place, theme in places.items()),
        drawn=tuple(_drawn(each, places) for each in series),
        words=" ".join(f"{theme.label}: {', '.join(_numbers(theme, series))}." for theme in Theme),
    )


def _places() -> dict[str, Theme]:
    """The themes, going round."""
    there = {field.place: Theme(field.key) for field in figure() if field.place in WAYS}
    return {place: there[place] for place in WAYS}


def _axis(theme: Theme, place: str, series: Sequence[Series]) -> Axis:
    tip = _point(WAYS[place], Decimal(LARGEST))
    dx, dy, above, anchor = NAMES[place]
    lines = (theme.label, *_numbers(theme, series))
    y = tip[1] + dy - above * (len(lines) - 1) * NAME_LINE
    return Axis(tip, lines, (tip[0] + dx, y), anchor)


def _numbers(theme: Theme, series: Sequence[Series]) -> list[str]:
    """ "før 2,3", "nu 3,5"."""
    return [f"{each.word.lower()} {said(each.means[theme])}" for each in series]


def _drawn(series: Series, places: Mapping[str, Theme]) -> Drawn:
    points = [_at(series.means[theme], WAYS[place]) for place, theme in places.items()]
    strokes = [(one, other) for one, other in zip(points, [*points[1:], points[0]], strict=True) if one and other]
    marks = [point for point in points if point]
    label = shorten(f"{series.word}: {series.name}", LONGEST, placeholder=" …")
    return Drawn(series.kind, label, tuple(marks), tuple(strokes))


def _at(value: Decimal | None, way: tuple[int, int]) -> Point | None:
    return None if value is None else _point(way, value)


def _point(way: tuple[int, int], value: Decimal) -> Point:
    distance = float(value) / LARGEST * RADIUS
    return MIDDLE_X + way[0] * distance, MIDDLE_Y + way[1] * distance
