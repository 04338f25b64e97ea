"""Figures before and after a course as bars: drawn as SVG, with the same said in words for those who do not see it."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from engagements.evaluation.disclosure import Figure
from engagements.evaluation.results import Line

register = template.Library()

# From 1 to 5 along so many units
LEFT, SPAN, WIDTH, ROW, BAR = 52, 232, 330, 24, 16
FILLS = {"Før": "#93bfbf", "Efter": "#0d5a64"}
TRACK, INK = "#e4f0ef", "#1a1a1a"


@register.simple_tag
def result_bars(line: Line) -> SafeString:
    """Draw what may be told of a statement or a subject; the word stands beside each bar, the figure behind it."""
    told = [(when, figure) for when, figure in (("Før", line.before), ("Efter", line.after)) if figure]
    words = ", ".join(f"{when.lower()} {figure.words}" for when, figure in told)
    rows = ((_row(when, figure, number * ROW),) for number, (when, figure) in enumerate(told))
    return format_html(
        '<svg class="result-bars" viewBox="0 0 {} {}" role="img" aria-label="{}" '
        'font-family="IBM Plex Sans, sans-serif" font-size="14">{}</svg>',
        WIDTH,
        ROW * len(told),
        f"{line.text}: {words} af 5",
        format_html_join("", "{}", rows),
    )


def _row(when: str, figure: Figure, y: int) -> SafeString:
    return format_html(
        '<text x="0" y="{}" fill="{}">{}</text><rect x="{}" y="{}" width="{}" height="{}" fill="{}"/>'
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}"/><text x="{}" y="{}" fill="{}" '
        'font-weight="600">{}</text>',
        *(y + 14, INK, when),
        *(LEFT, y + 1, SPAN, BAR, TRACK),
        *(LEFT, y + 1, max(round(SPAN * (figure.mean - 1) / 4), 2), BAR, FILLS[when]),
        *(LEFT + SPAN + 10, y + 14, INK, figure.words),
    )
