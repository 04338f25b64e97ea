import pytest
from django import forms
from django.http import QueryDict

from applications.drafting import sections
from applications.drafting.actions import Entry
from applications.drafting.forms import InstitutionForm, SectionForm, build_field, read_revision
from applications.drafting.sections import Line, Section
from applications.rounds.models import Question, QuestionKind
from tests.factories.organisations import InstitutionFactory


def line(kind, value=None, revision=0, **fields):
    options = [["a", "Det ene"], ["b", "Det andet"]]
    question = Question(key="key", kind=kind, label="Spørgsmål", options=options, **fields)
    return Line(question, value=value, revision=revision)


def form_for(*lines, sent=None):
    return SectionForm(Section(1, "1. Afsnit", list(lines)), sent=QueryDict(sent) if sent is not None else None)


@pytest.mark.parametrize(
    ("text", "revision"),
    [("3", 3), ("", 0), ("-1", 0), ("x", 0), ("9" * 10, 0), ("٣", 0), ("999999999", 999_999_999)],
)
def test_read_revision_reads_small_numbers_only(text, revision):
    assert read_revision(text) == revision


@pytest.mark.parametrize(
    ("kind", "part", "field", "widget"),
    [
        (QuestionKind.TEXT, "", forms.CharField, forms.TextInput),
        (QuestionKind.LONG_TEXT, "", forms.CharField, forms.Textarea),
        (QuestionKind.NUMBER, "", forms.CharField, forms.TextInput),
        (QuestionKind.CONFIRM, "", forms.BooleanField, forms.CheckboxInput),
        (QuestionKind.SINGLE_CHOICE, "", forms.ChoiceField, forms.RadioSelect),
        (QuestionKind.MULTI_CHOICE, "", forms.MultipleChoiceField, forms.CheckboxSelectMultiple),
        (QuestionKind.PERSON, "email", forms.CharField, forms.EmailInput),
        (QuestionKind.PERSON, "phone", forms.CharField, forms.TelInput),
        (QuestionKind.PERCENT_OR_FEW, "percent", forms.CharField, forms.TextInput),
        (QuestionKind.PERCENT_OR_FEW, "few", forms.BooleanField, forms.CheckboxInput),
    ],
)
def test_each_kind_of_question_has_its_field(kind, part, field, widget):
    built = build_field(line(kind), part, None)

    assert (type(built), type(built.widget)) == (field, widget)


def test_guidance_is_a_managers_text_and_escaped():
    built = build_field(line(QuestionKind.TEXT, guidance="<b>Kort</b>"), "", None)

    assert built.help_text == "&lt;b&gt;Kort&lt;/b&gt;"


def test_a_limit_of_words_is_told_to_the_counter():
    assert build_field(line(QuestionKind.LONG_TEXT, max_words=120), "", None).widget.attrs["data-max-words"] == 120
    assert "data-max-words" not in build_field(line(QuestionKind.LONG_TEXT), "", None).widget.attrs


@pytest.mark.parametrize(
    ("kind", "value", "sent", "entries"),
    [
        (QuestionKind.TEXT, None, "key=Ny&revision:key=0", [("key", ["Ny"], 0)]),
        (QuestionKind.TEXT, "Ny", "key=Ny&revision:key=0", []),
        (QuestionKind.TEXT, None, "key=&revision:key=0", []),
        (QuestionKind.TEXT, "Ny", "", []),
        (QuestionKind.TEXT, "Ny", "key=&revision:key=0", [("key", [""], 0)]),
        (QuestionKind.CONFIRM, True, "revision:key=0", [("key", [], 0)]),
        (QuestionKind.CONFIRM, True, "", []),
        (QuestionKind.CONFIRM, None, "key=on", [("key", ["on"], 0)]),
        (QuestionKind.MULTI_CHOICE, ["a"], "revision:key=0", [("key", [], 0)]),
        (QuestionKind.MULTI_CHOICE, ["a"], "key=a&key=b&revision:key=0", [("key", ["a", "b"], 0)]),
        (QuestionKind.SINGLE_CHOICE, "a", "key=b&revision:key=0", [("key", ["b"], 0)]),
        (QuestionKind.PERSON, None, "key__name=Karen&key__email=", [("key__name", ["Karen"], 0)]),
        (
            QuestionKind.PERCENT_OR_FEW,
            {"few": True},
            "key__percent=12&revision:key=0",
            [
                ("key__percent", ["12"], 0),
                ("key__few", [], 0),
            ],
        ),
    ],
)
def test_entries_are_what_the_writer_changed(kind, value, sent, entries):
    assert form_for(line(kind, value), sent=sent).entries == [Entry(*entry) for entry in entries]


@pytest.mark.parametrize(
    ("kind", "sent", "sentence"),
    [
        (QuestionKind.TEXT, f"key={'x' * 70_000}", "Teksten er for lang til at blive gemt."),
        (QuestionKind.SINGLE_CHOICE, "key=c", "Vælg et af de svar, der står på listen."),
        (QuestionKind.MULTI_CHOICE, "key=a&key=c", "Vælg et af de svar, der står på listen."),
    ],
)
def test_what_cannot_be_kept_is_refused_and_shown_again(kind, sent, sentence):
    form = form_for(line(kind), sent=sent)

    assert form.entries == []
    assert form.errors["key"][0].startswith(sentence)


def test_a_field_that_was_not_sent_shows_what_is_saved():
    form = form_for(line(QuestionKind.TEXT, "Gemt"), sent="")

    assert form["key"].value() == "Gemt"


def test_a_group_is_a_question_with_several_fields():
    person, text = line(QuestionKind.PERSON), line(QuestionKind.TEXT)

    blocks = SectionForm(Section(1, "1. Afsnit", [person, text])).own_blocks

    assert [(block.is_group, len(block.fields)) for block in blocks] == [(True, 4), (False, 1)]


def test_the_sections_errors_leave_out_what_is_only_missing_unless_asked_for():
    wrong = Section(1, "1. Afsnit", [line(QuestionKind.NUMBER, "mange", required=True)])
    empty = Section(1, "1. Afsnit", [line(QuestionKind.NUMBER, None, required=True)])

    assert SectionForm(wrong).errors == {"key": ["Skriv et tal, fx 25."]}
    assert SectionForm(empty).errors == {}
    assert SectionForm(empty, shows_missing=True).errors == {"key": ["Svar på: Spørgsmål"]}


@pytest.mark.django_db
def test_what_the_writer_saw_is_looked_up_where_a_colleague_wrote_meanwhile(draft, write):
    write("need", "Uro")
    write("need", "Kollegaens uro")
    section = sections.of(draft)[2]

    same = SectionForm(section, sent=QueryDict("need=Uro&revision:need=1"))
    other = SectionForm(section, sent=QueryDict("need=Min&revision:need=1"))

    assert same.entries == []
    assert other.entries == [Entry("need", ["Min"], 1)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "filled", "errors"),
    [
        ({}, False, []),
        ({"nyt-name": "  "}, False, []),
        ({"nyt-name": "Skovkanten"}, True, ["ownership", "setting"]),
        ({"nyt-ownership": "private"}, True, ["name", "setting"]),
        ({"nyt-name": "x" * 151, "nyt-ownership": "private", "nyt-setting": "nursery"}, True, ["name"]),
        ({"nyt-name": "Ny", "nyt-ownership": "privat", "nyt-setting": "nursery"}, True, ["ownership"]),
        ({"nyt-institution": "x"}, True, ["institution"]),
    ],
)
def test_an_institution_is_chosen_or_typed_in_whole(typed, filled, errors):
    form = InstitutionForm(typed, institutions=[InstitutionFactory()])

    assert form.is_filled is filled
    assert sorted(form.errors) == sorted(errors)
