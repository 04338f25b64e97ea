"""The radar of a self-assessment as SVG: two states told apart by line, mark and word, never by colour alone."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from engagements.plans.radar import LEGEND as LEGEND_TOP
from engagements.plans.radar import LINE, MIDDLE_X, MIDDLE_Y, NAME_LINE, RADIUS, STEPS, WIDTH, Axis, Drawn, Point, Sheet

register = template.Library()

# As attributes, because a sheet of paper has no style of the page's
INK, QUIET, EDGE, PALE = "#1a1a1a", "#595959", "#c5dedd", "#f3f8f8"
STROKES = {"before": ("#595959", "7 5"), "after": ("#0d5a64", "")}
# On paper, in millimetres
PAPER_WIDTH = 120


@register.simple_tag
def radar(sheet: Sheet, label: str, *, on_paper: bool = False) -> SafeString:
    """Draw the sheet. `label` names the picture, which says all its numbers in words as well."""
    return format_html(
        '<svg class="radar" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg" role="img" {} '
        'font-family="IBM Plex Sans, DejaVu Sans, sans-serif"><title>{}</title>{}{}{}{}</svg>',
        WIDTH,
        sheet.height,
        _size(sheet) if on_paper else format_html('aria-label="{} {}"', label, sheet.words),
        label,
        _rings(sheet),
        format_html_join("", "{}", ([_axis(axis)] for axis in sheet.axes)),
        format_html_join("", "{}", ([_state(drawn)] for drawn in sheet.drawn)),
        format_html_join("", "{}", ([_legend(drawn, number)] for number, drawn in enumerate(sheet.drawn))),
    )


def _size(sheet: Sheet) -> SafeString:
    height = PAPER_WIDTH * sheet.height / WIDTH
    return format_html('width="{}mm" height="{}mm"', PAPER_WIDTH, _number(height))


def _rings(sheet: Sheet) -> SafeString:
    """The steps from 1 to 5, with their numbers beside the upper axis."""
    drawn = format_html_join(
        "",
        '<polygon points="{}" fill="{}" stroke="{}"/>',
        ([_points(ring), PALE if number == len(STEPS) else "none", EDGE] for number, ring in _outside_in(sheet)),
    )
    numbers = format_html_join(
        "",
        '<text x="{}" y="{}" font-size="12" fill="{}">{}</text>',
        ([_number(ring[0][0] + 11), _number(ring[0][1] + 13), QUIET, number] for number, ring in _outside_in(sheet)),
    )
    return format_html("{}{}", drawn, numbers)


def _outside_in(sheet: Sheet) -> list[tuple[int, tuple[Point, ...]]]:
    return list(zip(reversed(STEPS), reversed(sheet.rings), strict=True))


def _axis(axis: Axis) -> SafeString:
    x, y = axis.place
    spans = format_html_join(
        "",
        '<tspan x="{}" y="{}" font-size="{}" font-weight="{}" fill="{}">{}</tspan>',
        (
            [_number(x), _number(y + number * NAME_LINE), *((16, 600, INK) if number == 0 else (15, 400, QUIET)), line]
            for number, line in enumerate(axis.lines)
        ),
    )
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}"/><text text-anchor="{}">{}</text>',
        MIDDLE_X,
        MIDDLE_Y,
        _number(axis.tip[0]),
        _number(axis.tip[1]),
        EDGE,
        axis.anchor,
        spans,
    )


def _state(drawn: Drawn) -> SafeString:
    lines = format_html_join("", "{}", ([_stroke(drawn.kind, one, other)] for one, other in drawn.strokes))
    return format_html("{}{}", lines, format_html_join("", "{}", ([_mark(drawn.kind, each)] for each in drawn.marks)))


def _stroke(kind: str, one: Point, other: Point) -> SafeString:
    colour, dashes = STROKES[kind]
    return format_html(
        '<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="2.5" stroke-dasharray="{}"/>',
        _number(one[0]),
        _number(one[1]),
        _number(other[0]),
        _number(other[1]),
        colour,
        dashes or "none",
    )


def _mark(kind: str, at: Point) -> SafeString:
    """An open square before, a filled circle after: where both are in one place, the one stands in the other."""
    colour, _ = STROKES[kind]
    x, y = at
    if kind == "before":
        return format_html(
            '<rect x="{}" y="{}" width="16" height="16" fill="none" stroke="{}" stroke-width="2.5"/>',
            _number(x - 8),
            _number(y - 8),
            colour,
        )
    return format_html('<circle cx="{}" cy="{}" r="5.5" fill="{}"/>', _number(x), _number(y), colour)


def _legend(drawn: Drawn, number: int) -> SafeString:
    y = LEGEND_TOP + number * LINE
    left, right = float(MIDDLE_X - RADIUS - 90), float(MIDDLE_X - RADIUS - 34)
    return format_html(
        '{}{}<text x="{}" y="{}" font-size="16" fill="{}">{}</text>',
        _stroke(drawn.kind, (left, y), (right, y)),
        _mark(drawn.kind, ((left + right) / 2, y)),
        _number(right + 12),
        y + 5,
        INK,
        drawn.label,
    )


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """A coordinate without digits that nobody sees."""
    return f"{value:.1f}".removesuffix(".0")
