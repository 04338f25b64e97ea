"""The living picture of a course as SVG: each step a box with its state in words, and a link."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from engagements.dashboard.layout import GAP, HEAD, LABEL, LINE, PAD, WIDTH, Box, Column, Lane, Sheet
from engagements.dashboard.poster import Paper

register = template.Library()

Lines = tuple[str, ...]

# The site's colours; as attributes, because a sheet of paper has no style of the page's.
DEEP, DARK, PALE, FAINT, EDGE = "#073239", "#0d5a64", "#e4f0ef", "#f3f8f8", "#c5dedd"
INK, QUIET = "#1a1a1a", "#595959"
EDGES = {"success": "#358000", "warning": "#febb30", "error": "#c00", "info": DARK, "neutral": "#93bfbf"}
# What stands before the word, so that no state is told by colour alone
SIGNS = {"success": "✓", "warning": "!", "error": "!", "info": "●", "neutral": "○"}


@register.simple_tag
def living_picture(sheet: Sheet, label: str, *, paper: Paper | None = None) -> SafeString:
    """Draw the sheet. `label` names the picture. On paper it has a size, and a box leads nowhere."""
    return format_html(
        '<svg class="living-picture" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg" {} '
        'font-family="IBM Plex Sans, DejaVu Sans, sans-serif">{}{}{}{}{}</svg>',
        WIDTH,
        _number(sheet.height),
        _size(paper) if paper else format_html('role="group" aria-label="{}"', label),
        format_html("<title>{}</title>", label) if paper else "",
        format_html_join("", "{}", ([_column(column)] for column in sheet.columns)),
        format_html_join("", "{}", ([_lane(lane, tuple(sheet.columns))] for lane in sheet.lanes)),
        format_html_join("", "{}", ([_linked(box, _box(*box.looks), paper is None)] for box in sheet.boxes)),
        format_html_join("", "{}", ([_linked(band, _band(*band.looks), paper is None)] for band in sheet.bands)),
    )


def _size(paper: Paper) -> SafeString:
    return format_html('width="{}mm" height="{}mm"', _number(paper.width), _number(paper.height))


def _linked(box: Box, drawn: SafeString, links: bool) -> SafeString:
    # As it is read: the text that is seen, when, and the whole of what was cut.
    seen = " ".join(box.lines)
    words = f"{seen} {box.word}{_apart(box.mark)}, {box.due}" + ("" if seen == box.text else f". {box.text}")
    if not links:
        return format_html("<g>{}</g>", drawn)
    return format_html('<a href="{}" aria-label="{}"><title>{}</title>{}</a>', box.url, words, words, drawn)


@lru_cache(maxsize=200)
def _column(column: Column) -> SafeString:
    """An arrow with the phase's name, as in the figure."""
    x, right, tip = column.x, column.x + column.width, 10
    points = [(x, 0), (right - tip, 0), (right, HEAD / 2), (right - tip, HEAD), (x, HEAD), (x + tip, HEAD / 2)]
    return format_html(
        '<polygon points="{}" fill="{}"/>{}',
        " ".join(f"{_number(a)},{_number(b)}" for a, b in points),
        DARK,
        _text(column.lines, x + tip + PAD, (HEAD - len(column.lines) * LINE) / 2, fill="#fff", bold=True),
    )


@lru_cache(maxsize=1_000)
def _lane(lane: Lane, columns: tuple[Column, ...]) -> SafeString:
    """The lane's ground with its name, and the ground of each of its cells."""
    cells = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
        ([_number(each.x), _number(lane.y), _number(each.width), _number(lane.height), FAINT] for each in columns),
    )
    return format_html(
        '<rect x="0" y="{}" width="{}" height="{}" fill="{}"/>{}{}',
        _number(lane.y),
        LABEL - GAP,
        _number(lane.height),
        PALE,
        _text(lane.lines, PAD, lane.y + PAD, fill=DEEP, bold=True),
        cells,
    )


# Steps have the same few words, states and places in all courses: what is drawn once is drawn for many.
@lru_cache(maxsize=5_000)
def _box(x: float, y: float, width: float, height: float, lines: Lines, word: str, kind: str, mark: str) -> SafeString:
    return format_html(
        '<rect class="living-picture__box" x="{0}" y="{1}" width="{2}" height="{3}" fill="#fff" stroke="{4}"/>'
        '<rect x="{0}" y="{1}" width="4" height="{3}" fill="{5}"/>{6}{7}',
        _number(x),
        _number(y),
        _number(width),
        _number(height),
        EDGE,
        EDGES.get(kind, EDGES["neutral"]),
        _text(lines, x + PAD + 2, y + PAD / 2, fill=INK),
        _word(word, kind, mark, x + PAD + 2, y + height - PAD, fill=QUIET),
    )


@lru_cache(maxsize=1_000)
def _band(
    _x: float, y: float, _width: float, height: float, lines: Lines, word: str, kind: str, mark: str
) -> SafeString:
    right, tip = WIDTH, 10
    points = [(0, 0), (right - tip, 0), (right, height / 2), (right - tip, height), (0, height)]
    return format_html(
        '<polygon points="{}" fill="{}"/>{}{}',
        " ".join(f"{_number(a)},{_number(y + b)}" for a, b in points),
        EDGE,
        _text(lines, PAD + 4, y + (height - LINE) / 2, fill=DEEP, bold=True),
        _word(word, kind, mark, WIDTH - 170, y + height / 2 + 4, fill=DEEP),
    )


def _word(word: str, kind: str, mark: str, x: float, y: float, *, fill: str) -> SafeString:
    """The state: a sign and a word; what sets the step apart stands behind it."""
    return format_html(
        '<text x="{}" y="{}" font-size="11" fill="{}">{} {}{}</text>',
        _number(x),
        _number(y),
        fill,
        SIGNS.get(kind, SIGNS["neutral"]),
        word,
        _apart(mark),
    )


def _apart(mark: str) -> str:
    """What sets the step apart, behind its state."""
    return f" · {mark}" if mark else ""


def _text(lines: Sequence[str], x: float, y: float, *, fill: str, bold: bool = False) -> SafeString:
    """Lines of text, the first with its top at `y`."""
    spans = format_html_join(
        "",
        '<tspan x="{}" y="{}">{} </tspan>',
        ([_number(x), _number(y + 12 + n * LINE), line] for n, line in enumerate(lines)),
    )
    return format_html('<text font-size="12" fill="{}" font-weight="{}">{}</text>', fill, 600 if bold else 400, spans)


def _number(value: float) -> str:
    """A coordinate without digits that nobody sees."""
    return f"{value:.1f}".removesuffix(".0")
