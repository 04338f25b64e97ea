"""The rows of a round's composition, with each applicant on a line from 0 to 100 points.

Forty of them take a tenth of a template's time here.
"""

from functools import cache, lru_cache

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()

WIDTH, HEIGHT = 400, 28
LEFT, RIGHT = 6, 394
CHOSEN = format_html(' class="{}"', "is-chosen")
TICKED = format_html("{}", " checked")
NEAR = format_html('<span class="composition-table__near">{}</span>', "Tæt på grænsen")


# Whoever composes opens the same rows again and again: only those that changed are drawn anew.
@register.simple_tag
@lru_cache(maxsize=2000)
def composition_row(line, number, url, band, is_ticked, is_calibrated):
    """Draw one applicant's row of the composition.

    `number` sets its ids apart, `url` is the application's page, `band` as in `merit_line`; `is_ticked` is whether its
    box is, and `is_calibrated` whether the table has a column for that.
    """
    return format_html(
        '<tr{}><th scope="row"><div class="form-group-checkbox">'
        '<input class="form-checkbox" type="checkbox" id="valgt-{}" name="valgt" value="{}"{}>'
        '<label class="form-label" for="valgt-{}">{}</label></div>'
        '<span class="composition-table__facts">{}, {} indbyggere, dagpleje {}</span>'
        '<a class="composition-table__read" href="{}">Læs<span class="sr-only"> ansøgningen fra {}</span></a></th>'
        '<td class="composition-table__line">{}</td>'
        '<td class="cell-number numeric" data-title="Vurdering">{} <span class="muted">± {}</span>{}</td>{}'
        '<td data-title="Næsten lige så stærke">{}</td>'
        '<td class="cell-number numeric" data-title="Afprøvninger">{}</td>'
        '<td class="cell-number numeric" data-title="Forskel">{}</td></tr>',
        CHOSEN if line.is_chosen else "",
        number,
        line.application,
        TICKED if is_ticked else "",
        number,
        line.name,
        line.region,
        line.population,
        line.daycare.lower(),
        url,
        line.name,
        merit_line(line, band),
        line.merit,
        round(line.uncertainty),
        NEAR if line.is_in_band else "",
        _calibrated(line) if is_calibrated else "",
        line.near_best or "–",
        line.steady or "–",
        line.missing,
    )


def _calibrated(line):
    return format_html('<td class="cell-number numeric" data-title="Justeret">{}</td>', line.calibrated)


def merit_line(line, band):
    """Draw one applicant's merit with its uncertainty; `band` is from where to where the cut lies, or empty.

    A picture of what stands in the row beside it, so it is hidden from those who hear the page.
    """
    low, high = _across(line.low - line.uncertainty), _across(line.high + line.uncertainty)
    shade = ""
    if band:
        begin, end = _across(band[0]), _across(band[1])
        shade = format_html(
            '<rect class="merit-line__band" x="{}" y="0" width="{}" height="{}"></rect>',
            begin - 3,
            end - begin + 6,
            HEIGHT,
        )
    return format_html(
        '<svg class="merit-line{}" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}'
        '<line class="merit-line__axis" x1="{}" y1="14" x2="{}" y2="14"></line>{}'
        '<line class="merit-line__reach" x1="{}" y1="14" x2="{}" y2="14"></line>{}</svg>',
        " merit-line--chosen" if line.is_chosen else "",
        WIDTH,
        HEIGHT,
        shade,
        LEFT,
        RIGHT,
        _marks(),
        low,
        high,
        _mark(line),
    )


def _across(points: float) -> int:
    return round(LEFT + (RIGHT - LEFT) * min(max(points, 0), 100) / 100)


@cache
def _marks():
    return format_html_join(
        "",
        '<line class="merit-line__tick" x1="{}" y1="10" x2="{}" y2="18"></line>',
        ((_across(points), _across(points)) for points in (0, 25, 50, 75, 100)),
    )


def _mark(line):
    """A filled square for who is chosen, an open circle for the others: told apart without colours."""
    middle = _across(line.middle)
    if line.is_chosen:
        return format_html(
            '<rect class="merit-line__mark" x="{}" y="7" width="14" height="14" rx="2"></rect>', middle - 7
        )
    return format_html('<circle class="merit-line__mark" cx="{}" cy="14" r="6"></circle>', middle)
