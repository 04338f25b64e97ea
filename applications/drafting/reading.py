"""Reading a frozen version: pure look-ups in its content."""

from typing import Any

Content = dict[str, Any]


def answer(content: Content, key: str) -> Any:
    """The value answered to the question with this key, outside the institutions; None where it was not asked."""
    for section in content["sections"]:
        for question in section["questions"]:
            if question["key"] == key:
                return question["value"]
    return None


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
