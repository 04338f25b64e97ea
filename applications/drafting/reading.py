"""Reading a frozen version: pure look-ups in its content."""

from collections.abc import Callable, Iterator
from typing import Any

from applications.rounds.models import QuestionKind
from praksis.themes import as_text

Content = dict[str, Any]


def answer(content: Content, key: str) -> Any:
    """The value answered to the question with this key, outside the institutions; None where it was not asked."""
    for section in content["sections"]:
        for question in section["questions"]:
            if question["key"] == key:
                return question["value"]
    return None


def themes(content: Content) -> str:
    """The themes that were chosen, as `praksis.themes.as_text`."""
    return as_text(answer(content, "themes") or [])


def institutions(content: Content) -> list[dict]:
    """The institutions named, each with its own answers under "questions"."""
    return content["institutions"]


def by_criterion(content: Content, key: str) -> list[dict]:
    """The questions read under a criterion; those put to each institution carry its name as "institution"."""
    general = [
        {**question, "institution": None}
        for section in content["sections"]
        for question in section["questions"]
        if question["criterion"] == key and question["kind"] != "institution_list"
    ]
    of_each = [
        {**question, "institution": institution["name"]}
        for institution in content["institutions"]
        for question in institution["questions"]
        if question["criterion"] == key
    ]
    return general + of_each


def files(content: Content) -> list[dict]:
    """Every file that is attached, whichever question it answers, as {"id", "name", "size", "sha256"}."""
    return [
        file for question in _questions(content) if question["kind"] == QuestionKind.FILES for file in _of(question)
    ]


def with_addresses(content: Content, address: Callable[[str], str]) -> Content:
    """The same content, where a question's "files" have the address, made of their ids, where this reader gets them."""

    def linked(part: dict) -> dict:
        return {**part, "questions": [with_files(question) for question in part["questions"]]}

    def with_files(question: dict) -> dict:
        if question["kind"] != QuestionKind.FILES:
            return question
        return {**question, "files": [{**file, "url": address(file["id"])} for file in _of(question)]}

    return {
        **content,
        "sections": [linked(section) for section in content["sections"]],
        "institutions": [linked(institution) for institution in content["institutions"]],
    }


def _questions(content: Content) -> Iterator[dict]:
    for part in [*content["sections"], *content["institutions"]]:
        yield from part["questions"]


def _of(question: dict) -> list[dict]:
    return question["value"] or []
