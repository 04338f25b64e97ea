"""Every widget that our forms use, drawn by the pack."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Fieldset, Layout, Submit
from django import forms
from django.template import engines
from django.utils.html import format_html

from praksis.forms import DateField


class EverythingForm(forms.Form):
    name = forms.CharField(label="Navn", error_messages={"required": "Skriv jeres navn."})
    mail = forms.EmailField(label="Mailadresse", help_text="Vi sender et link.", required=False)
    phone = forms.CharField(label="Telefon", required=False, widget=forms.TextInput(attrs={"type": "tel"}))
    password = forms.CharField(label="Adgangskode", widget=forms.PasswordInput(attrs={"placeholder": "Hemmelig"}))
    reason = forms.CharField(
        label="Begrundelse", help_text="Skriv kort.", widget=forms.Textarea(attrs={"data-max-words": 3})
    )
    region = forms.ChoiceField(label="Region", choices=[("s", "Sjælland")])
    kind = forms.ChoiceField(label="Hvem søger?", widget=forms.RadioSelect, choices=[("k", "Kommunen")])
    themes = forms.MultipleChoiceField(
        label="Temaer", widget=forms.CheckboxSelectMultiple, choices=[("a", "Ledelse"), ("b", "Forældre")]
    )
    held_on = DateField(label="Dato", help_text="Fx 3 11 2018.")
    minutes = forms.FileField(label="Referat", required=False)
    agreed = forms.BooleanField(label="Vi er enige", help_text="Alle sammen.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def draw(form):
    html = engines["django"].from_string("{% load crispy_forms_tags %}{{ form|crispy }}").render({"form": form})
    return re.sub(r"\s+", " ", html)


def group(html, name):
    """The part of the page that is about one field."""
    start = html.index(f'<div id="div_id_{name}"')
    end = html.find('<div id="div_id_', start + 1)
    return html[start : end if end > 0 else None]


def test_a_text_field_has_its_label_and_class():
    html = group(draw(EverythingForm()), "name")

    assert '<label class="form-label" for="id_name">Navn</label>' in html
    assert 'class="form-input"' in html


def test_a_field_that_may_be_empty_says_so():
    html = draw(EverythingForm())

    assert '<span class="weight-normal"> (frivilligt)</span>' in group(html, "phone")
    assert "(frivilligt)" not in group(html, "name")


def test_a_form_of_filters_does_not_say_it():
    form = EverythingForm()
    form.mark_optional = False

    assert "(frivilligt)" not in draw(form)


def test_the_hint_is_what_the_control_is_described_by():
    html = group(draw(EverythingForm()), "mail")

    assert '<div class="form-hint" id="id_mail_helptext">Vi sender et link.</div>' in html
    assert 'aria-describedby="id_mail_helptext"' in html


def test_a_hint_is_text_and_no_html():
    form = EverythingForm()
    form.fields["mail"].help_text = "Færre end <5> børn"

    assert "Færre end &lt;5&gt; børn</div>" in group(draw(form), "mail")


def test_a_hint_may_hold_a_link_that_is_marked_as_safe():
    form = EverythingForm()
    form.fields["mail"].help_text = format_html('<a href="{}">Glemt?</a>', "/glemt/")

    assert '<a href="/glemt/">Glemt?</a></div>' in group(draw(form), "mail")


def test_an_error_stands_beside_its_field_and_describes_it():
    html = group(draw(EverythingForm({})), "name")

    assert 'class="form-group form-error"' in html
    assert '<span class="sr-only">Fejl: </span>Skriv jeres navn.' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_error"' in html


def test_a_placeholder_is_never_shown():
    html = group(draw(EverythingForm()), "password")

    assert 'type="password"' in html
    assert "placeholder" not in html


def test_the_word_counter_counts_what_was_written_and_cuts_nothing():
    html = group(draw(EverythingForm({"reason": "et to tre fire"})), "reason")

    assert "Du har skrevet <span data-words-written>4</span> af højst 3 ord" in html
    assert "word-counter--over" in html
    assert 'data-max-words="3"' in html
    assert "maxlength" not in html
    assert 'aria-describedby="id_reason_helptext id_reason_words"' in html


def test_the_word_counter_starts_at_nothing():
    html = group(draw(EverythingForm()), "reason")

    assert "Du har skrevet <span data-words-written>0</span> af højst 3 ord" in html
    assert "word-counter--over" not in html


def test_a_select_has_the_class_of_a_select():
    assert 'class="form-select"' in group(draw(EverythingForm()), "region")


def test_a_select_has_its_options_in_groups_with_the_chosen_one_selected():
    form = EverythingForm({"region": "2"})
    form.fields["region"].choices = [("", "Vælg"), ('»Øst« & "vest"', [(1, "<Fyn>"), (2, "Sjælland")])]

    html = group(draw(form), "region")

    assert re.findall(r"<opt.*?>|</optgroup>", html) == [
        '<option value="">',
        '<optgroup label="»Øst« &amp; &quot;vest&quot;">',
        '<option value="1">',
        '<option value="2" selected>',
        "</optgroup>",
    ]
    assert "&lt;Fyn&gt;" in html


def test_an_attribute_that_is_true_stands_alone_and_one_that_is_false_not_at_all():
    form = EverythingForm()
    form.fields["name"].widget.attrs = {"autofocus": True, "disabled": False, "maxlength": 2000, "data-x": '"<'}

    control = re.search("<input[^>]*>", group(draw(form), "name"))[0]

    assert " autofocus" in control
    assert "autofocus=" not in control
    assert "disabled" not in control
    assert ' maxlength="2000"' in control
    assert ' data-x="&quot;&lt;"' in control


def test_radio_buttons_stand_in_a_named_group():
    html = group(draw(EverythingForm({"kind": "k"})), "kind")

    assert '<legend class="form-label" id="id_kind_legend">Hvem søger?</legend>' in html
    assert html.count('class="form-group-radio"') == 1
    assert re.search(r'<input type="radio"[^>]*class="form-radio"[^>]*checked', html)
    assert '<label class="form-label" for="id_kind_0">Kommunen</label>' in html


def test_checkboxes_are_not_drawn_as_radio_buttons():
    html = group(draw(EverythingForm({"themes": ["b"]})), "themes")

    assert html.count('class="form-group-checkbox"') == 2
    assert html.count('class="form-checkbox"') == 2
    assert html.count("checked") == 1
    assert "form-radio" not in html


def test_a_group_is_described_by_its_error():
    html = group(draw(EverythingForm({})), "themes")

    assert '<fieldset aria-labelledby="id_themes_legend" aria-describedby="id_themes_error">' in html


def test_a_date_has_three_labelled_fields():
    html = group(draw(EverythingForm()), "held_on")

    assert re.findall(r'<label class="form-label" for="(\w+)">(\w+)</label>', html) == [
        ("id_held_on_day", "Dag"),
        ("id_held_on_month", "Måned"),
        ("id_held_on_year", "År"),
    ]
    assert 'aria-describedby="id_held_on_helptext"' in html


def test_what_is_typed_in_a_date_is_escaped():
    html = group(draw(EverythingForm({"held_on_day": '"><script>'})), "held_on")

    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_a_file_has_no_class_of_its_own():
    html = group(draw(EverythingForm()), "minutes")

    assert 'class="form-group file-input"' in html
    assert '<input type="file" name="minutes" id="id_minutes">' in html


def test_a_single_checkbox_has_its_label_behind_it():
    html = group(draw(EverythingForm()), "agreed")

    assert html.index('class="form-checkbox"') < html.index("Vi er enige")
    assert 'id="id_agreed_helptext"' in html


def test_a_hidden_field_has_no_group():
    html = draw(EverythingForm())

    assert "div_id_token" not in html
    assert '<input type="hidden" name="token" id="id_token">' in html


def test_a_layout_is_followed_and_the_page_keeps_the_form_tag():
    form = EverythingForm()
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("Om jer", Field("name"), css_id="about"), Div("mail", css_class="two"))
    form.helper.add_input(Submit("save", "Gem"))

    html = engines["django"].from_string("{% load crispy_forms_tags %}{% crispy form %}").render({"form": form})

    assert "<form" not in html
    assert re.findall(r'id="div_id_(\w+)"', html) == ["name", "mail"]
    assert '<legend><h2 class="h3">Om jer</h2></legend>' in html
    assert 'class="button button-primary"' in html


def test_a_formset_is_drawn_with_its_management_form():
    formset = forms.formset_factory(EverythingForm, extra=2)()

    html = (
        engines["django"].from_string("{% load crispy_forms_tags %}{% crispy formset %}").render({"formset": formset})
    )

    assert html.count('name="form-TOTAL_FORMS"') == 1
    assert html.count('class="formset-row"') == 2
