"""Tags and filters of our templates: icons, badges, Danish dates, and what the form templates need to know of a field.

The library is a builtin of the template engine, so no template has to load it.
"""

from functools import lru_cache

from django import forms, template
from django.conf import settings
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from praksis import danish
from praksis.task_list import Task

register = template.Library()

# What a kind of status looks like. The word says it; the icon and the colour only repeat it.
KIND_ICONS = {"info": "info", "success": "success", "warning": "warning", "error": "error", "neutral": "time"}
CONTROL_KINDS = {
    "checkboxes": forms.CheckboxSelectMultiple,  # before its parent
    "radio": forms.RadioSelect,
    "checkbox": forms.CheckboxInput,
    "file": forms.FileInput,
    "parts": forms.MultiWidget,
}
KIND_WORDS = {"info": "Information", "success": "Succes", "warning": "Advarsel", "error": "Fejl"}


# --- Icons and status ---------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: str = "", css_class: str = "icon-svg"):
    """Draw an icon of the sprite (assets/icons.json). Without a label it is hidden from screen readers."""
    return _icon(_sprite(settings.STATIC_URL), name, label, css_class)


@lru_cache(maxsize=2)
def _sprite(at: str) -> str:
    """The address of all icons, hashed when the static files were collected: the same as long as the process runs."""
    return static("dkfds/icons.svg")


@lru_cache(maxsize=500)
def _icon(sprite: str, name: str, label: str, css_class: str):
    spoken = format_html('role="img" aria-label="{}"', label) if label else format_html('aria-hidden="{}"', "true")
    return format_html(
        '<svg class="{}" focusable="false" {}><use href="{}#{}"></use></svg>',
        css_class,
        spoken,
        sprite,
        name,
    )


# A badge stands in every row of every list: drawn here it takes a tenth of the time that a template takes.
@register.simple_tag
def badge(text: str, kind: str = ""):
    """Draw a status: its word, with the icon and the colour of its kind. Without a kind it is the word alone."""
    return _badge(_sprite(settings.STATIC_URL), str(text), kind)


@lru_cache(maxsize=500)
def _badge(sprite: str, text: str, kind: str):
    css_class = f"badge badge-{kind}" if kind and kind != "neutral" else "badge"
    picture = _icon(sprite, kind_icon(kind), "", "badge-icon") if kind else ""
    return format_html('<span class="{}">{}{}</span>', css_class, picture, text)


@register.simple_tag
def task_rows(tasks):
    """Draw tasks as rows, as components/task_rows.html says: twelve of them take a template as long as a query."""
    return format_html_join("\n", '<li class="task{}"><div class="task__text">{}{}</div>{}</li>', map(_task, tasks))


def _task(task: Task) -> tuple:
    link = format_html('<a class="task__link" href="{}">{}</a>', task.url, task.label) if task.url else ""
    return (
        " task--open" if task.url else "",
        link or format_html('<span class="task__label">{}</span>', task.label),
        format_html('<p class="{}">{}</p>', "task__hint", task.hint) if task.hint else "",
        format_html('<div class="{}">{}</div>', "task__status", badge(task.status_word, task.status_kind))
        if task.status_word
        else "",
    )


@register.simple_tag
def status_badge(thing):
    """Draw the status of anything that has a `status_word` and a `status_kind`."""
    return badge(thing.status_word, thing.status_kind)


@register.simple_tag
def number_cells(cells):
    """Draw a row's cells of numbers, each as (the column's title, what stands in it)."""
    return format_html("{}" * len(cells), *(_number_cell(title, text) for title, text in cells))


# A table has hundreds of cells, and few that differ.
@lru_cache(maxsize=500)
def _number_cell(title: str, text: str):
    return format_html('<td class="cell-number numeric" data-title="{}">{}</td>', title, text)


@register.simple_tag
def table_rows(rows, columns=()):
    """Draw rows of plain cells; the first of each heads its row. With `columns` a phone shows each cell's heading."""
    titles = [format_html(' data-title="{}"', column) for column in columns[1:]]
    return format_html_join(
        "\n", '<tr><th scope="row">{}</th>{}</tr>', ((row[0], _cells(row[1:], titles)) for row in rows)
    )


def _cells(cells, titles):
    if not titles:
        return format_html_join("", "<td>{}</td>", ((cell,) for cell in cells))
    return format_html_join("", "<td{}>{}</td>", zip(titles, cells, strict=True))


@register.simple_tag
def framework_steps(steps):
    """Draw the steps of one cell of components/framework.html."""
    return format_html_join("", '<li class="framework__step"><span>{}</span></li>', ([s["text"]] for s in steps))


@register.filter
def kind_icon(kind: str) -> str:
    """The icon that goes with a kind of status or message."""
    return KIND_ICONS.get(kind, KIND_ICONS["neutral"])


@register.filter
def kind_word(kind: str) -> str:
    """What a screen reader says for the icon of a message."""
    return KIND_WORDS.get(kind, "")


@register.filter
def message_kind(message) -> str:
    """The design system's name for the level of one of Django's messages."""
    return {"debug": "info", "": "info"}.get(message.level_tag, message.level_tag)


@register.filter
def beside(values, others) -> zip:
    """Two lists side by side."""
    return zip(values, others, strict=True)


@register.filter
def page_numbers(page) -> list[int | None]:
    """The page numbers to show; None stands where some are left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else None for number in numbers]


# --- Dates --------------------------------------------------------------------------------------------------------

for write in (danish.danish_date, danish.short_date, danish.danish_time, danish.danish_datetime, danish.days_left):
    register.filter(write)
register.filter(danish.file_size)


# --- Forms --------------------------------------------------------------------------------------------------------


@register.filter
def first_control_id(field) -> str:
    """The id of the control that a link to the field should lead to: the first choice, or the first part of a date."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    if hasattr(widget, "id_of_part"):
        return widget.id_of_part(field.auto_id, field.errors.as_data())
    return field.id_for_label or field.auto_id


def _fields_as_drawn(form) -> list:
    """The form's fields in the order of the page: that of its layout, where it has one."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    names = [pointer.name for pointer in layout.get_field_names()] if layout else []
    first = [name for name in names if name in form.fields]
    return [form[name] for name in [*first, *(name for name in form.fields if name not in first)]]


@register.filter
def error_links(form_or_forms) -> list[dict]:
    """Every error of a form, a formset or a list of forms, with where to go to mend it.

    Errors of the form as a whole have an empty `target`.
    """
    if form_or_forms is None:
        return []
    if hasattr(form_or_forms, "non_form_errors"):
        links = [{"target": "", "text": text} for text in form_or_forms.non_form_errors()]
    else:
        links = []
    for form in [form_or_forms] if hasattr(form_or_forms, "visible_fields") else form_or_forms:
        if not hasattr(form, "errors"):
            continue
        links += [{"target": "", "text": text} for text in form.non_field_errors()]
        for field in _fields_as_drawn(form):
            target = "" if field.is_hidden else first_control_id(field) if field.errors else ""
            links += [{"target": target, "text": text} for text in field.errors]
    return links


@register.simple_tag(takes_context=True)
def form_errors(context) -> list[dict]:
    """The errors of the page's `form` and `forms`, for the summary above the heading."""
    return error_links(context.get("form")) + error_links(context.get("forms"))


@register.filter
def shows_optional(field) -> bool:
    """Whether "(frivilligt)" stands behind the label. A form where nothing is required says `mark_optional = False`."""
    return not field.field.required and getattr(field.form, "mark_optional", True)


@register.filter
def control_kind(field) -> str:
    """How the field is laid out: radio, checkboxes, checkbox, file, parts, or simple, as most are."""
    widget = field.field.widget
    return next((kind for kind, of_kind in CONTROL_KINDS.items() if isinstance(widget, of_kind)), "simple")


@register.filter
def max_words(field) -> int | None:
    """The number of words the field may hold, from the control's `data-max-words`."""
    limit = field.field.widget.attrs.get("data-max-words")
    return int(limit) if limit else None


@register.filter
def word_count(text) -> int:
    """Count words as the browser's counter does: whatever stands between white space."""
    return len(str(text or "").split())


@register.filter
def styled_choices(field) -> list:
    """The choices of a radio or checkbox group, their controls in the design system's class."""
    css_class = "form-checkbox" if isinstance(field.field.widget, forms.CheckboxSelectMultiple) else "form-radio"
    field.field.widget.attrs["class"] = css_class
    return field.subwidgets


@register.simple_tag
def select_options(optgroups) -> SafeString:
    """Draw the options of a select as Django's own templates do, all in one go: a list may have a hundred."""
    drawn = []
    for group, options, _ in optgroups:
        # Most have no attribute, and flatatt takes as long for none as for one.
        each = ((one["value"], flatatt(one["attrs"]) if one["attrs"] else "", one["label"]) for one in options)
        rows = format_html_join("\n", '<option value="{}"{}>{}</option>', each)
        drawn.append(format_html('<optgroup label="{}">\n{}\n</optgroup>', group, rows) if group else rows)
    return format_html_join("\n", "{}", ((each,) for each in drawn))


@register.simple_tag
def control(field):
    """Draw the control of a field with the design system's class and everything a screen reader should be told."""
    widget = field.field.widget
    # A hint that vanishes when one starts to write is no hint; ours stand above the field.
    widget.attrs.pop("placeholder", None)
    attrs = {}
    if isinstance(widget, forms.CheckboxInput):
        css_class = "form-checkbox"
    elif isinstance(widget, forms.Select):
        css_class = "form-select"
    elif isinstance(widget, forms.FileInput):
        css_class = ""
    elif isinstance(widget, forms.Textarea):
        css_class = "form-input input-width-xl"
    else:
        css_class = "form-input"
    classes = f"{css_class} {widget.attrs.get('class', '')}".split()
    if classes:
        attrs["class"] = " ".join(dict.fromkeys(classes))
    if max_words(field):
        # Saying it by hand switches Django's own off, so hint and error are named too.
        attrs["aria-describedby"] = f"{field.aria_describedby or ''} {field.auto_id}_words".strip()
    return field.as_widget(attrs=attrs)
