"""The quick renderer must draw what Django's own templates draw."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.test.html import parse_html
from django.utils.safestring import mark_safe

from praksis.renderer import QuickRenderer

HOSTILE = "\"><script>alert('x')</script>&"
CHOICES = [("", "Vælg"), ("a", HOSTILE), ("Gruppe & mere", [("b", mark_safe("<b>Bo</b>")), (HOSTILE, "C")])]
FLAT = [("a", HOSTILE), ("b", "Bo")]
WIDGETS = [
    (forms.TextInput({"class": "form-input", "required": True, "hidden": False}), HOSTILE),
    (forms.TextInput(), None),
    (forms.EmailInput(), "a@b.example"),
    (forms.TelInput({"data-x": HOSTILE}), 12345678),
    (forms.NumberInput(), 1234567),
    (forms.PasswordInput(), "hemmelig"),
    (forms.HiddenInput(), mark_safe("a&amp;b")),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea({"rows": 5}), HOSTILE + "\nanden linje"),
    (forms.Textarea(), None),
    (forms.Select(choices=CHOICES), "b"),
    (forms.Select(choices=CHOICES), HOSTILE),
    (forms.RadioSelect(choices=FLAT), "a"),
    (forms.CheckboxSelectMultiple(choices=FLAT), ["b"]),
    (forms.SplitDateTimeWidget(), None),
]


@pytest.mark.parametrize(("widget", "value"), WIDGETS, ids=lambda part: type(part).__name__)
def test_a_control_is_drawn_as_django_draws_it(widget, value):
    quick = widget.render("navn", value, {"id": "id_navn"}, renderer=QuickRenderer())
    slow = widget.render("navn", value, {"id": "id_navn"}, renderer=TemplatesSetting())

    assert parse_html(quick) == parse_html(slow)


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_one_choice_is_drawn_as_django_draws_it(kind):
    choices = list(kind(choices=FLAT).subwidgets("navn", ["a"], {"id": "id_navn"}))

    for choice in choices:
        data = {"widget": {**choice, "wrap_label": False}}
        quick = QuickRenderer().render(choice["template_name"], data)
        assert parse_html(quick) == parse_html(TemplatesSetting().render(choice["template_name"], data))
