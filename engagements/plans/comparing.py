"""Two states of a plan beside each other: which rows came, went and changed, word by word. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from applications.drafting.compare import Piece, words

ADDED, REMOVED, CHANGED = "Ny", "Taget ud", "Ændret"


@dataclass(frozen=True)
class Difference:
    """What is different about one row, with each field that differs as its label and its words."""

    state: str
    part: str
    heading: str
    fields: list[tuple[str, list[Piece]]]


def differences(before: Iterable[dict], after: Iterable[dict]) -> list[Difference]:
    """How the rows of one version became those of another: what is new or changed as it stands, then what went."""
    old = {row["key"]: row for row in before}
    found = []
    for row in after:
        earlier = old.pop(row["key"], None)
        fields = _fields(earlier["facts"] if earlier else [], row["facts"])
        if fields:
            found.append(Difference(CHANGED if earlier else ADDED, row["part"], row["heading"], fields))
    gone = [Difference(REMOVED, row["part"], row["heading"], _fields(row["facts"], [])) for row in old.values()]
    return found + gone


def _fields(before: list, after: list) -> list[tuple[str, list[Piece]]]:
    """The labels of either side, each with its text word by word, where the two are not alike."""
    old, new = dict(before), dict(after)
    labels = list(dict.fromkeys([*new, *old]))
    pairs = [(label, old.get(label, ""), new.get(label, "")) for label in labels]
    return [(label, words(one, other)) for label, one, other in pairs if one.split() != other.split()]
