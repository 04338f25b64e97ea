"""Icons, badges, pages and the summary of errors."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines

from praksis.forms import DateField
from praksis.templatetags import praksis as tags

ROOT = Path(__file__).resolve().parents[2]


def render(source, **context):
    return engines["django"].from_string(source).render(context)


class TripForm(forms.Form):
    name = forms.CharField(error_messages={"required": "Skriv jeres navn."})
    theme = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "B")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg et tema."},
    )
    kind = forms.ChoiceField(
        choices=[("k", "K")], widget=forms.RadioSelect, error_messages={"required": "Vælg, hvem der søger."}
    )
    held_on = DateField(error_messages={"required": "Skriv datoen."})
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("I har allerede en ansøgning i denne runde.")


def test_an_icon_without_a_label_is_hidden_from_screen_readers():
    html = render('{% icon "check" %}')

    assert 'aria-hidden="true"' in html
    assert "icons.svg#check" in html


def test_an_icon_with_a_label_says_it():
    html = render('{% icon "error" label %}', label="Fejl & mangler")

    assert 'role="img" aria-label="Fejl &amp; mangler"' in html


def test_table_rows_are_headed_by_their_first_cell_and_escaped():
    rows = [["Skive", "<b>"], ["Thisted", 2]]

    plain = render("{% table_rows rows %}", rows=rows)
    titled = render("{% table_rows rows columns %}", rows=rows[1:], columns=["Kommune", "Mini & år"])

    assert plain == (
        '<tr><th scope="row">Skive</th><td>&lt;b&gt;</td></tr>\n<tr><th scope="row">Thisted</th><td>2</td></tr>'
    )
    assert titled == '<tr><th scope="row">Thisted</th><td data-title="Mini &amp; år">2</td></tr>'


def test_number_cells_carry_their_columns_title_and_escape_both():
    html = render("{% number_cells cells %}", cells=[("Låst", "4 af 5"), ("<b>", "<i>")])

    assert html == (
        '<td class="cell-number numeric" data-title="Låst">4 af 5</td>'
        '<td class="cell-number numeric" data-title="&lt;b&gt;">&lt;i&gt;</td>'
    )


def test_a_status_badge_shows_the_word_with_an_icon():
    html = render("{% status_badge thing %}", thing=SimpleNamespace(status_word="Indsendt", status_kind="success"))

    assert re.sub(r"<svg.*?</svg>", "", html, flags=re.S).strip() == '<span class="badge badge-success">Indsendt</span>'
    assert "icons.svg#success" in html


@pytest.mark.parametrize(
    ("level", "kind"),
    [
        (constants.DEBUG, "info"),
        (constants.INFO, "info"),
        (constants.SUCCESS, "success"),
        (constants.WARNING, "warning"),
        (constants.ERROR, "error"),
    ],
)
def test_a_message_has_the_design_systems_kind(level, kind):
    assert tags.message_kind(Message(level, "Hej")) == kind


def test_an_unknown_kind_gets_the_neutral_icon_and_no_word():
    assert (tags.kind_icon("strange"), tags.kind_word("strange")) == ("time", "")


def test_page_numbers_leave_out_the_middle():
    page = Paginator(range(200), 10).page(10)

    assert tags.page_numbers(page) == [1, None, 9, 10, 11, None, 20]


def test_every_error_leads_to_the_control_that_mends_it():
    form = TripForm({"held_on_day": "3", "held_on_month": "13", "held_on_year": "2017"})

    assert tags.error_links(form) == [
        {"target": "", "text": "I har allerede en ansøgning i denne runde."},
        {"target": "id_name", "text": "Skriv jeres navn."},
        {"target": "id_theme_0", "text": "Vælg et tema."},
        {"target": "id_kind_0", "text": "Vælg, hvem der søger."},
        {"target": "id_held_on_month", "text": "Måneden skal være et tal fra 1 til 12."},
    ]


def test_errors_stand_in_the_order_of_the_page():
    form = TripForm({})
    form.helper = FormHelper()
    form.helper.layout = Layout("held_on", "theme")

    assert [link["target"] for link in tags.error_links(form)[1:]] == [
        "id_held_on_day",
        "id_theme_0",
        "id_name",
        "id_kind_0",
    ]


def test_an_empty_date_is_mended_from_its_first_part():
    form = TripForm({})

    assert tags.first_control_id(form["held_on"]) == "id_held_on_day"


def test_errors_of_a_formset_are_gathered():
    formset = forms.formset_factory(TripForm, extra=1, max_num=1, validate_max=True)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "A", "form-1-name": "B"}
    )

    links = tags.error_links(formset)

    assert links[0]["target"] == ""
    assert [link["target"] for link in links].count("id_form-1-theme_0") == 1


def test_a_form_that_was_not_sent_has_no_errors():
    assert tags.error_links(TripForm()) == []


def test_the_summary_lists_the_errors_of_the_form_and_of_the_forms():
    html = render('{% include "components/error_summary.html" %}', form=TripForm({}), forms=[TripForm({}, prefix="x")])

    assert 'href="#id_name"' in html
    assert 'href="#id_x-name"' in html


def test_without_errors_there_is_no_summary():
    assert render('{% include "components/error_summary.html" %}').strip() == ""


def test_words_are_what_stands_between_white_space():
    assert [tags.word_count(text) for text in (None, "", " to\nord ", "et-to tre, fire")] == [0, 0, 2, 3]


def test_every_icon_that_a_template_names_is_built():
    built = set(json.loads((ROOT / "assets" / "icons.json").read_text()))
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for name in re.findall(r"""\{% icon "([a-z-]+)" """, path.read_text())
    }

    assert named - built == set()
    assert set(tags.KIND_ICONS.values()) - built == set()
