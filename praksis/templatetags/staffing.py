"""The cells of the capacity calendar: a hundred of them, drawn here in a tenth of a template's time."""

from decimal import Decimal
from functools import lru_cache

from django import template
from django.utils.html import format_html

from praksis.staffing import months
from praksis.staffing.hours import in_words
from praksis.templatetags.praksis import badge

register = template.Library()

# A number of hours as a Dane writes it
register.filter("hours", in_words)
WIDE, HIGH = 100, 10


@register.simple_tag
def load_cells(cells):
    """Draw a row's months, each with a bar, the hours and a word for how full it is."""
    return format_html("{}" * len(cells), *(_cell(cell) for cell in cells))


# Months that are alike come by the dozen.
@lru_cache(maxsize=2000)
def _cell(cell):
    spent = ""
    if cell.spent:
        spent = format_html('<span class="load__spent">møder {}</span>', in_words(cell.spent))
    return format_html(
        '<td class="load" data-title="{}">{}<span class="load__hours"><span aria-hidden="true">{}</span>'
        '<span class="sr-only">{}</span></span> {}{}</td>',
        months.in_short(cell.month),
        _bar(cell),
        _short(cell),
        _long(cell),
        badge(cell.status_word, cell.status_kind),
        spent,
    )


def _short(cell) -> str:
    promised = in_words(cell.firm) + (f"+{in_words(cell.soft)}" if cell.soft else "")
    return promised if cell.capacity is None else f"{promised} af {in_words(cell.capacity)}"


def _long(cell) -> str:
    soft = f" og {in_words(cell.soft)} blødt" if cell.soft else ""
    of = "" if cell.capacity is None else f" af {in_words(cell.capacity)}"
    return f"{in_words(cell.firm)} timer er lovet fast{soft}{of}"


def _bar(cell):
    """Firm hours full, soft ones hatched, and a line where there are no more."""
    whole = max(cell.capacity or Decimal(0), cell.promised)
    if not whole:
        return ""
    firm, soft = (round(WIDE * hours / whole, 1) for hours in (cell.firm, cell.soft))
    full = ""
    if cell.capacity and cell.promised > cell.capacity:
        at = round(WIDE * cell.capacity / whole, 1)
        full = format_html('<line class="load__end" x1="{0}" x2="{0}" y1="0" y2="{1}"/>', at, HIGH)
    return format_html(
        '<svg class="load__bar" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="load__firm" width="{}" height="{}"/><rect class="load__soft" x="{}" width="{}" height="{}"/>{}'
        "</svg>",
        *(WIDE, HIGH, firm, HIGH, firm, soft, HIGH, full),
    )
