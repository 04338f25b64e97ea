import pytest

from applications.drafting import actions, sections
from praksis.cases.actors import Actor

pytestmark = pytest.mark.django_db


def statuses(draft):
    return [(section.title, section.status_word) for section in sections.of(draft)]


def test_a_new_draft_has_every_section_but_the_steps_and_none_begun(draft):
    assert statuses(draft) == [
        ("1. Kommunen", "Ikke begyndt"),
        ("2. Dagtilbud", "Ikke begyndt"),
        ("3. Behov", "Ikke begyndt"),
        ("7. Aftale", "Ikke begyndt"),
    ]


def test_a_section_is_in_progress_when_something_is_answered_and_done_when_nothing_is_missing(draft, write):
    write("director__name", "Dorte")
    write("need", "Uro om formiddagen.")

    assert statuses(draft)[0] == ("1. Kommunen", "I gang")
    assert statuses(draft)[2] == ("3. Behov", "Færdig")


def test_a_complete_draft_has_only_sections_that_are_done(complete):
    assert {section.status_word for section in sections.of(complete)} == {"Færdig"}
    assert {section.status_kind for section in sections.of(complete)} == {"success"}


def test_each_institution_is_asked_its_own_questions(draft, coordinator):
    row = actions.add_institution(
        draft, name="Solhuset", ownership="municipal", setting="nursery", by=Actor.of(coordinator)
    )

    section = sections.of(draft)[1]

    assert [part.row for part in section.institutions] == [row]
    assert [line.name for line in section.institutions[0].lines] == [f"institutions.why@{row.pk}"]
    assert section.institutions[0].status_word == "Mangler 1 svar"
    assert section.faults == [
        (f"id_institutions.why@{row.pk}", "Solhuset: Svar på: Spørgsmål institutions.why"),
    ]


def test_what_is_missing_leads_to_its_control(draft):
    faults = [fault for section in sections.of(draft) for fault in section.faults]

    assert faults == [
        ("id_director__name", "Skriv navn, stilling, mail og telefon: Spørgsmål director."),
        ("id_nyt-institution", "Tilføj mindst ét dagtilbud."),
        ("id_need", "Svar på: Spørgsmål need"),
        ("id_agreed", "Sæt kryds, hvis I er enige: Spørgsmål agreed."),
    ]


def test_what_is_wrong_leaves_out_what_is_only_missing(draft, write):
    write("director__email", "dorte")

    line = sections.of(draft)[0].lines[0]

    assert line.wrong == {"email": "Mailadressen ser ikke rigtig ud. Den skal ligne navn@kommune.dk."}
    assert set(line.faults) == {"name", "title", "email", "phone"}
    assert sections.of(draft)[0].has_wrong


def test_a_section_title_is_shown_without_its_number(draft):
    assert [section.plain_title for section in sections.of(draft)] == ["Kommunen", "Dagtilbud", "Behov", "Aftale"]


def test_reading_the_draft_takes_three_queries_however_large(complete, coordinator, django_assert_num_queries):
    for name in ("Måneøen", "Skovkanten"):
        actions.add_institution(complete, name=name, ownership="municipal", setting="nursery", by=Actor.of(coordinator))
    application = type(complete).objects.select_related("question_set").get(pk=complete.pk)

    with django_assert_num_queries(3):
        assert len(sections.of(application)) == 4


def test_blank_groups_the_questions_by_section(open_round):
    groups = sections.blank(open_round.questions_now.questions.all())

    assert [(title, len(questions)) for title, questions in groups] == [
        ("1. Kommunen", 1),
        ("2. Dagtilbud", 2),
        ("3. Behov", 1),
        ("7. Aftale", 1),
        ("8. Underskrift", 1),
    ]
