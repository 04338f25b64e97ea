from copy import deepcopy

import pytest

from applications.casework import supplement
from applications.drafting.models import Answer, ApplicationInstitution
from applications.rounds.models import Question, QuestionKind

CONTENT = {
    "sections": [{"title": "1. Behov", "questions": [{"key": "need", "value": "Uro.", "text": "Uro."}]}],
    "institutions": [
        {"name": "Solhuset", "questions": [{"key": "why", "value": "Fordi.", "text": "Fordi."}]},
        {"name": "Månehuset", "questions": [{"key": "why", "value": "Derfor.", "text": "Derfor."}]},
    ],
}


def answer(key, value, institution=None, kind=QuestionKind.LONG_TEXT):
    row = ApplicationInstitution(name=institution) if institution else None
    return Answer(question=Question(key=key, kind=kind), institution=row, value=value)


@pytest.mark.parametrize(
    ("key", "institution", "text"),
    [("need", "", "Uro."), ("why", "Månehuset", "Derfor."), ("why", "Solhuset", "Fordi.")],
)
def test_an_answer_is_found_by_its_key_and_its_institution(key, institution, text):
    assert supplement.find(CONTENT, key, institution)["text"] == text


@pytest.mark.parametrize(("key", "institution"), [("why", ""), ("need", "Solhuset"), ("why", "Stjernehuset")])
def test_what_was_not_asked_is_not_found(key, institution):
    assert supplement.find(CONTENT, key, institution) is None


def test_one_answer_is_replaced_and_the_content_given_stays_as_it_was():
    before = deepcopy(CONTENT)

    after = supplement.replaced(CONTENT, answer("why", "Mange børn.", "Månehuset"))

    assert before == CONTENT
    assert after["institutions"][1]["questions"] == [{"key": "why", "value": "Mange børn.", "text": "Mange børn."}]
    assert after["institutions"][0] == before["institutions"][0]
    assert after["sections"] == before["sections"]


def test_the_words_follow_the_value():
    after = supplement.replaced(CONTENT, answer("need", {"few": True}, kind=QuestionKind.PERCENT_OR_FEW))

    assert after["sections"][0]["questions"][0]["text"] == "Færre end 5"
