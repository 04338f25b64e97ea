import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from engagements.evaluation import disclosure, overview, results
from engagements.evaluation.disclosure import Figure
from engagements.evaluation.extract import EXPLAINED, Extract
from engagements.evaluation.models import RecipientRole, SurveyResponse, SurveyWave, WaveKind
from engagements.evaluation.results import Line
from engagements.templatetags.evaluation_bars import result_bars
from tests.factories.engagements import EngagementFactory
from tests.factories.evaluation import (
    SurveyInvitationFactory,
    SurveyResponseFactory,
    SurveyWaveFactory,
    answered,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def course():
    return EngagementFactory(running=True)


def before(course, **facts):
    return SurveyWaveFactory(engagement=course, over=True, **facts)


def after(course):
    return SurveyWaveFactory(engagement=course, over=True, kind=WaveKind.AFTER)


def of(course):
    return results.of_course(course, list(course.survey_waves.all()))


def row(found, text):
    return next(row for row in found.table if text in row[0])


# --- One course ---------------------------------------------------------------------------------------------------


def test_four_answers_show_nothing_and_five_show(course):
    wave = before(course)
    answered(wave, 4, know=2, use=4, safe=5)
    hidden = of(course)
    answered(wave, 1, know=2, use=4, safe=5)

    assert (hidden.table, hidden.said, hidden.roles) == ([], [], [])
    assert row(of(course), "know") == ["Spørgsmål om know?", "2,0", "5", "–", "–"]


def test_nothing_is_shown_while_somebody_can_still_answer(course):
    wave = SurveyWaveFactory(engagement=course)
    answered(wave, 9, know=2)
    hidden = of(course)
    wave.closes_on = TODAY - timedelta(days=1)
    wave.save()

    assert hidden.table == []
    assert of(course).table != []


def test_a_statement_that_fewer_than_five_have_an_opinion_on_is_left_out_of_the_effect_too(course):
    wave = before(course)
    answered(wave, 4, know=2, use=5, safe=3)
    answered(wave, 2, know=2, use=0, safe=3)

    found = of(course)

    assert row(found, "know")[1:3] == ["2,0", "6"]
    assert row(found, "use")[1:3] == ["–", "–"]
    assert row(found, "Viden, samlet")[1:3] == ["2,0", ""]
    assert [subject.is_told for subject in found.effects] == [True, True]


def test_before_and_after_stand_side_by_side_and_the_marks_by_themselves(course):
    answered(before(course), 5, know=2, use=2, safe=2)
    answered(after(course), 6, know=4, use=4, safe=5, mark_close=5)

    found = of(course)

    assert row(found, "safe") == ["Spørgsmål om safe?", "2,0", "5", "5,0", "6"]
    assert row(found, "Viden, samlet") == ["Viden, samlet", "2,0", "", "4,0", ""]
    assert row(found, "mark_close") == ["Spørgsmål om mark_close?", "–", "–", "5,0", "6"]
    assert [(subject.total.text, subject.is_told) for subject in found.marks] == [("Tæt på", True)]


def test_roles_are_told_of_where_the_others_cannot_be_worked_out(course):
    wave = before(course)
    answered(wave, 6, know=2, use=2, safe=3)
    answered(wave, 5, role=RecipientRole.LEADERSHIP, know=4, use=4, safe=4)
    both = of(course)
    answered(wave, 1, role=RecipientRole.ADMINISTRATION, know=1, use=1, safe=1)

    assert both.role_columns == ["Rolle", "Hvornår", "Viden", "Læringsmiljøer"]
    assert both.role_table == [
        ["Ledelse i dagtilbud", "Før forløbet", "4,0", "4,0"],
        ["Pædagogisk personale", "Før forløbet", "2,0", "3,0"],
    ]
    assert of(course).role_table == [["Pædagogisk personale", "Før forløbet", "2,0", "3,0"]]


def test_a_role_without_the_guard_would_be_told_of(course, monkeypatch):
    wave = before(course)
    answered(wave, 9, know=2)
    answered(wave, 1, role=RecipientRole.ADMINISTRATION, know=1)
    guarded = of(course)

    monkeypatch.setattr(disclosure, "may_be_told", set)

    assert (guarded.role_table, len(of(course).role_table)) == ([], 2)


def test_a_role_of_one_survey_stands_for_that_one_alone(course):
    answered(before(course), 5, know=2)
    answered(after(course), 5, role=RecipientRole.LEADERSHIP, know=3, mark_close=4)

    assert [line[:2] for line in of(course).role_table] == [
        ["Ledelse i dagtilbud", "Efter forløbet"],
        ["Pædagogisk personale", "Før forløbet"],
    ]


def test_what_was_written_stands_in_alphabetical_order(course):
    wave = before(course)
    for text in ("Ro", "at lege", "", "Mod", "Bøger"):
        SurveyResponseFactory(wave=wave, texts={"hope": text} if text else {})

    [said] = of(course).said

    assert (said.question, said.when) == ("Spørgsmål om hope?", "Før forløbet")
    assert said.texts == ["at lege", "Bøger", "Mod", "Ro"]


def test_turnout_counts_who_is_asked_and_who_has_answered(course):
    wave = before(course)
    answered(wave, 5)
    SurveyInvitationFactory(wave=wave)
    SurveyInvitationFactory(wave=wave, withdrawn_at=timezone.now())
    nobody = after(course)

    found = results.turnouts([nobody, wave], TODAY)

    assert [(one.wave, one.invited, one.answered, one.rate, one.is_readable) for one in found] == [
        (wave, 6, 5, "83 %", True),
        (nobody, 0, 0, "", False),
    ]


def test_bars_say_what_they_show():
    drawn = result_bars(Line("Viden", Figure(2.0, 5), Figure(4.04, 6)))

    assert 'aria-label="Viden: før 2,0, efter 4,0 af 5"' in drawn
    assert (drawn.count("<rect"), drawn.count(">Før<"), drawn.count(">Efter<")) == (4, 1, 1)
    assert result_bars(Line("Viden", None, Figure(1.0, 5))).count("<rect") == 2


# --- All courses --------------------------------------------------------------------------------------------------


def test_all_courses_together_leave_out_what_no_page_shows(course):
    answered(before(course), 5, know=4, use=1)
    answered(before(course=EngagementFactory(running=True)), 4, know=1, use=1)
    third = before(EngagementFactory(running=True))
    answered(third, 5, know=2, use=0)

    found = results.of_all(list(SurveyWave.objects.order_by("pk")))

    assert row(found, "know")[1:3] == ["3,0", "10"]
    assert row(found, "use")[1:3] == ["1,0", "5"]
    assert (found.roles, found.said) == ([], [])


def test_without_surveys_there_is_nothing_to_tell():
    assert results.of_all([]).table == []
    assert overview.years() == []
    assert overview.calendar(TODAY, with_past=True) == []


def test_turnouts_stand_by_course(course):
    first, second = before(course), after(course)
    other = before(EngagementFactory(running=True))

    rows = overview.turnout_rows(results.turnouts([first, second, other], TODAY))

    assert {(one.engagement, one.before and one.before.wave, one.after and one.after.wave) for one in rows} == {
        (course, first, second),
        (other.engagement, other, None),
    }


# --- The extract --------------------------------------------------------------------------------------------------


def read(extract):
    text = extract.as_csv().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_extract_joins_before_and_after_by_pseudonyms_alone(course):
    first, second = before(course), after(course)
    answered(first, 5, know=2, use=0, safe=3)
    for response in SurveyResponse.objects.order_by("pseudonym"):
        SurveyResponseFactory(wave=second, pseudonym=response.pseudonym, scores={"know": 4, "mark_close": 5})

    extract = Extract()
    rows = read(extract)

    assert extract.headings == ["Forløb", "Person", "Hvornår", "Rolle", "Udgave", "know", "use", "safe", "mark_close"]
    assert (extract.courses, len(rows)) == (1, 10)
    people = [one["Person"] for one in rows]
    assert {people.count(person) for person in people} == {2}
    assert {(one["Hvornår"], one["know"], one["use"], one["mark_close"]) for one in rows} == {
        ("Før forløbet", "2", "0", ""),
        ("Efter forløbet", "4", "", "5"),
    }


def test_no_name_address_municipality_or_text_leaves_with_the_extract(course):
    wave = before(course)
    [*_, invitation] = answered(wave, 5)
    SurveyResponse.objects.update(texts={"hope": "Det skrev jeg"})

    text = Extract().as_csv().decode()

    for told in (invitation.name, invitation.email, str(course.party), course.case.reference, "Det skrev jeg"):
        assert told not in text
    assert text.count("Pædagogisk personale") == 5


def test_the_extract_leaves_small_and_open_surveys_out(course):
    answered(before(course), 4)
    answered(SurveyWaveFactory(), 9)

    extract = Extract()

    assert (extract.rows, extract.courses) == ([], 0)


def test_small_roles_leave_as_one(course):
    wave = before(course)
    answered(wave, 6)
    answered(wave, 2, role=RecipientRole.LEADERSHIP)
    answered(wave, 7, role=RecipientRole.RESOURCE_PERSON)

    roles = [one["Rolle"] for one in read(Extract())]

    assert {role: roles.count(role) for role in roles} == {
        "Ledelse i dagtilbud / Pædagogisk personale": 8,
        "Ressourceperson": 7,
    }


def test_nothing_in_the_extract_is_a_formula(course):
    answered(before(course), 5)
    extract = Extract()
    extract.rows[0][3] = "=SUM(A1)"

    assert '"\'=SUM(A1)"' in extract.as_csv().decode()
    file = io.BytesIO()
    extract.write_workbook(file)
    sheets = load_workbook(file)
    assert (sheets["Svar"]["D2"].value, sheets["Svar"]["D2"].data_type) == ("=SUM(A1)", "s")


def test_the_workbook_explains_its_columns(course):
    answered(before(course), 5, know=2)
    file = io.BytesIO()

    Extract().write_workbook(file)

    sheets = load_workbook(file)
    assert sheets["Svar"].max_row == 6
    assert sheets["Svar"]["F2"].value == 2
    assert [cell.value for cell in sheets["Spørgsmål"]["A"]] == ["Kolonne", "know", "use", "safe", EXPLAINED]


def test_the_extract_costs_the_same_for_one_course_and_for_three(django_assert_num_queries):
    for _ in range(3):
        answered(before(EngagementFactory(running=True)), 5)
    Extract()

    with django_assert_num_queries(2):
        Extract()
