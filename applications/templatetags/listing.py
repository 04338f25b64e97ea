"""The parts of the list of applications that come by the hundred: drawn here they take a tenth of a template's time."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join

from praksis.templatetags.praksis import badge

register = template.Library()


# Hundreds of rounds, and the same for everybody who reads the same.
@register.simple_tag
@lru_cache(maxsize=200)
def filter_control(control):
    """Draw a control above the list: a select where it has options, else a search field, with what is wrong in it."""
    name = format_html("filter-{}", control.name)
    if control.options:
        drawn = format_html(
            '<select class="form-select" id="{}" name="{}">{}</select>',
            name,
            control.name,
            format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                ((value, _SELECTED if value == control.value else "", label) for value, label in control.options),
            ),
        )
    else:
        drawn = format_html(
            '<input class="form-input" type="search" id="{}" name="{}" value="{}"{}>',
            name,
            control.name,
            control.value,
            format_html(' aria-invalid="true" aria-describedby="{}_error"', name) if control.error else "",
        )
    error = ""
    if control.error:
        error = format_html('<span class="form-error-message" id="{}_error">{}</span>', name, control.error)
    return format_html(
        '<div class="form-group{}"><label class="form-label" for="{}">{}</label>{}{}</div>',
        " form-error" if control.error else "",
        name,
        control.label,
        error,
        drawn,
    )


# Whoever leafs through the list, or narrows it, meets the same rows again.
@register.simple_tag
@lru_cache(maxsize=2000)
def application_row(row, url):
    """Draw one application of the list; `url` is its page, or empty where nobody reads it any longer."""
    name = format_html('<a href="{}">{}</a>', url, row.applicant) if url else row.applicant
    about = f"{row.kind_word}: {row.others}" if row.others else row.kind_word
    return format_html(
        '<tr><th scope="row">{}<span class="list-more">{}</span></th>'
        '<td class="numeric nowrap" data-title="Sag">{}</td>'
        '<td data-title="Runde">{}</td>'
        '<td data-title="Region">{}</td>'
        '<td class="cell-number numeric" data-title="Indbyggere">{}</td>'
        '<td class="numeric nowrap" data-title="Modtaget">{}</td>'
        '<td data-title="Status">{}</td>'
        '<td data-title="Mangler">{}</td></tr>',
        name,
        about,
        row.reference,
        row.round,
        row.region,
        _number(row.population),
        row.received_on,
        badge(row.status_word, row.status_kind),
        _lacks(tuple(row.lacks)),
    )


_SELECTED = format_html("{}", " selected")


@lru_cache(maxsize=500)
def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


@lru_cache(maxsize=20)
def _lacks(words: tuple[str, ...]):
    if not words:
        return format_html('<span class="{}">–</span>', "muted")
    return format_html_join(" ", "{}", ([badge(word, "warning")] for word in words))
