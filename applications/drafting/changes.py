"""What differs between two frozen versions, for a director who signs again. Pure."""

from dataclasses import dataclass

from applications.drafting.reading import Content


@dataclass(frozen=True)
class Change:
    """One answer that is another than before. `institution` is empty for the applicant's own."""

    label: str
    institution: str
    before: str
    after: str


def between(before: Content, after: Content) -> list[Change]:
    """The answers that changed, in the order of the newer version; institutions that came or went as one change."""
    old, new = _answers(before), _answers(after)
    changes = [
        Change(label, institution, old.get((institution, key), ("", ""))[1], text)
        for (institution, key), (label, text) in new.items()
        if old.get((institution, key), ("", ""))[1] != text
    ]
    gone = [name for name in _names(before) if name not in _names(after)]
    return changes + [Change("Dagtilbuddet er taget ud", name, "Med i ansøgningen", "Ikke med") for name in gone]


def _answers(content: Content) -> dict[tuple[str, str], tuple[str, str]]:
    found = {
        ("", question["key"]): (question["label"], question["text"])
        for section in content["sections"]
        for question in section["questions"]
    }
    for institution in content["institutions"]:
        for question in institution["questions"]:
            found[institution["name"], question["key"]] = (question["label"], question["text"])
    return found


def _names(content: Content) -> list[str]:
    return [institution["name"] for institution in content["institutions"]]
