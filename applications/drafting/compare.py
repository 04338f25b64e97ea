"""Two texts word by word: what was taken out, and what was put in. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# Beyond this, after what the texts begin and end with alike, comparing would keep the reader waiting.
MOST_WORDS = 3000
_WORD = re.compile(r"\S+\s*")

SAME, REMOVED, ADDED = "same", "removed", "added"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that is in both, only in the first (removed), or only in the second (added)."""

    kind: str
    text: str


def words(before: str, after: str) -> list[Piece]:
    """One text of both, in the order of reading: where they differ, first what went, then what came."""
    pieces = []
    for same, old, new in _blocks(before, after):
        if same:
            pieces.append(Piece(SAME, new))
        else:
            # Where a text ends without white space, the two would be read as one word.
            gone = f"{old} " if old and new and not old[-1].isspace() else old
            pieces += [Piece(kind, text) for kind, text in ((REMOVED, gone), (ADDED, new)) if text]
    return pieces


def sides(first: str, second: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts, to stand beside each other, each with the words that only it has marked."""
    left, right = [], []
    for same, old, new in _blocks(first, second):
        left += [Piece(SAME if same else REMOVED, old)] if old else []
        right += [Piece(SAME if same else ADDED, new)] if new else []
    return left, right


def _blocks(before: str, after: str) -> Iterator[tuple[bool, str, str]]:
    """Stretches as (whether they are alike, the first's text, the second's). White space makes no difference."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    plain_old, plain_new = [word.rstrip() for word in old], [word.rstrip() for word in new]
    head = _alike(plain_old, plain_new)
    tail = _alike(plain_old[head:][::-1], plain_new[head:][::-1])
    if head:
        yield True, "".join(old[:head]), "".join(new[:head])
    old_end, new_end = len(old) - tail, len(new) - tail
    yield from _middle(old[head:old_end], new[head:new_end], plain_old[head:old_end], plain_new[head:new_end])
    if tail:
        yield True, "".join(old[old_end:]), "".join(new[new_end:])


def _middle(old, new, plain_old, plain_new) -> Iterator[tuple[bool, str, str]]:
    if not old and not new:
        return
    if max(len(old), len(new)) > MOST_WORDS:
        yield False, "".join(old), "".join(new)
        return
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, plain_old, plain_new).get_opcodes():
        yield kind == "equal", "".join(old[i1:i2]), "".join(new[j1:j2])


def _alike(one: list[str], other: list[str]) -> int:
    """How many words they begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (first, second) in pairs if first != second), min(len(one), len(other)))
