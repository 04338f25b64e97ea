"""The rows of the portfolio: drawn here they take a tenth of a template's time."""

from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from praksis.templatetags.praksis import badge

register = template.Library()
FEW = 2


# Whoever leafs through the list, or narrows it, meets the same rows again.
@register.simple_tag
@lru_cache(maxsize=2000)
def portfolio_row(row):
    """Draw one course of the portfolio."""
    return format_html(
        '<tr><th scope="row"><a href="{}">{}</a><span class="list-more">{} · {}</span></th>'
        '<td data-title="Status">{}<span class="list-more">{}</span></td>'
        '<td data-title="Hvordan går det">{}{}</td>'
        '<td class="numeric nowrap" data-title="Timer">{}</td>'
        '<td class="numeric" data-title="Næste møde">{}</td>'
        '<td data-title="Konsulenter">{}</td>'
        '<td data-title="Aftale">{}</td></tr>',
        row.url,
        row.party,
        row.programme,
        row.reference,
        badge(row.status_word, row.status_kind),
        row.phase,
        badge(row.condition_word, row.condition_kind) if row.condition_word else "" if row.warnings else _NONE,
        _warnings(row.warnings),
        row.hours,
        _moment(row.next_at),
        ", ".join(row.team) or _NONE,
        row.agreement,
    )


_NONE = format_html('<span class="{}">–</span>', "muted")


def _moment(at):
    """A day and a time as a narrow column has them: "3.11.2017 kl. 9.30"."""
    if not at:
        return _NONE
    day = timezone.localtime(at)
    return f"{day.day}.{day.month}.{day.year} kl. {day.hour}.{day.minute:02d}"


def _warnings(sentences):
    if not sentences:
        return ""
    more = ""
    if len(sentences) > FEW:
        more = format_html("<li>og {} til</li>", len(sentences) - FEW)
    shown = format_html_join("", "<li>{}</li>", ([one] for one in sentences[:FEW]))
    return format_html('<ul class="portfolio-warnings">{}{}</ul>', shown, more)
