"""What a new answer changes in a frozen application. Pure: content in, content out."""

from copy import deepcopy
from typing import Any

from applications.drafting import answers
from applications.drafting.models import Answer
from applications.drafting.reading import Content


def find(content: Content, key: str, institution: str = "") -> dict[str, Any] | None:
    """The frozen question with this key, of the institution with this name; None where it was not asked."""
    return next((question for question in _questions(content, institution) if question["key"] == key), None)


def judged(content: Content, answer: Answer) -> dict[str, Any] | None:
    """The frozen question that an answer's row is about."""
    return find(content, answer.question.key, answer.institution.name if answer.institution else "")


def replaced(content: Content, answer: Answer) -> Content:
    """The same content with one answer as its row has it now: nothing else of a submitted application changes."""
    content = deepcopy(content)
    question = judged(content, answer)
    assert question is not None  # only what was asked is asked again
    question["value"], question["text"] = answer.value, answers.as_text(answer.question, answer.value)
    return content


def _questions(content: Content, institution: str):
    if institution:
        groups = [one["questions"] for one in content["institutions"] if one["name"] == institution]
    else:
        groups = [section["questions"] for section in content["sections"]]
    return (question for questions in groups for question in questions)
