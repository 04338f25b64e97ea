"""The parts of the reviewers' page that come by the dozen: drawn here they take a tenth of a template's time."""

from functools import lru_cache

from django import template
from django.utils.html import format_html

from praksis.templatetags.praksis import number_cells

register = template.Library()

CHECKED = format_html("{}", " checked")


# The same consultants on every round's page
@register.simple_tag
@lru_cache(maxsize=500)
def reviewer_box(option):
    """Draw the box of one who can review; `option` is a row of ReviewersForm.options."""
    html_id, value, label, is_chosen = option
    return format_html(
        '<div class="form-group-checkbox">'
        '<input type="checkbox" name="reviewers" value="{}" class="form-checkbox" id="{}"{}>'
        '<label class="form-label" for="{}">{}</label></div>',
        value,
        html_id,
        CHECKED if is_chosen else "",
        html_id,
        label,
    )


# Few applications have been read further since the page was last opened.
@register.simple_tag
@lru_cache(maxsize=500)
def reading_row(reading):
    """Draw how far one application is: a progress.Reading."""
    return format_html('<tr><th scope="row">{}</th>{}</tr>', reading.applicant, number_cells(reading.numbers))
