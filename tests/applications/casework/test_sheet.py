from datetime import date, timedelta

import pytest
from django.utils import timezone

from applications.casework import sheet
from applications.drafting.models import Reopening

TODAY = date(2018, 5, 2)


def question(key, kind="long_text"):
    return {"key": key, "label": key.capitalize(), "kind": kind, "text": f"Svar på {key}"}


CONTENT = {
    "sections": [
        {"title": "1. Behov", "questions": [question("need"), question("list", "institution_list")]},
        {"title": "2. Bilag", "questions": [question("papers", "files")]},
        {"title": "3. Underskrift", "questions": [question("commitment", "signature")]},
    ],
    "institutions": [{"name": "Solhuset", "questions": [question("why")]}],
}


def test_every_answer_stands_under_its_section_or_its_institution():
    rows = {("need", None): 1, ("why", "Solhuset"): 2, ("papers", None): 3}

    shown = sheet.sections(CONTENT, rows, lambda row: f"/spoerg/{row}/")

    assert [(one.title, [(answer.label, answer.text, answer.url) for answer in one.answers]) for one in shown] == [
        ("1. Behov", [("Need", "Svar på need", "/spoerg/1/")]),
        ("2. Bilag", [("Papers", "Svar på papers", "/spoerg/3/")]),
        ("Solhuset", [("Why", "Svar på why", "/spoerg/2/")]),
    ]


def test_an_answer_without_a_row_cannot_be_asked_for():
    shown = sheet.sections(CONTENT, {}, lambda row: f"/spoerg/{row}/")

    assert {answer.url for one in shown for answer in one.answers} == {""}


@pytest.mark.parametrize(
    ("reopening", "word", "kind", "waits"),
    [
        ({"due_on": TODAY}, "Venter på svar", "info", True),
        ({"due_on": TODAY - timedelta(days=1)}, "Tiden er gået", "warning", False),
        ({"due_on": TODAY, "answered_at": timezone.now()}, "Besvaret", "success", False),
        ({"due_on": TODAY, "closed_at": timezone.now()}, "Lukket uden svar", "neutral", False),
    ],
)
def test_what_was_asked_for_says_how_far_it_is(reopening, word, kind, waits):
    (asked,) = sheet.asked([Reopening(**reopening)], TODAY)

    assert (asked.status_word, asked.status_kind, asked.is_waiting) == (word, kind, waits)
