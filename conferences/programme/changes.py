"""What has changed between two states of a programme, told in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from conferences.programme.content import Item, in_order

ADDED, REMOVED, MOVED, ROOM, SPEAKERS, WORDS = "added", "removed", "moved", "room", "speakers", "words"


@dataclass(frozen=True)
class Change:
    """One thing that is otherwise than it was."""

    kind: str
    sentence: str


def changes(before: Sequence[Item], after: Sequence[Item]) -> list[Change]:
    """What is otherwise, in the order of the day; what was taken out stands last."""
    were, are = {item.id: item for item in before}, {item.id for item in after}
    found = []
    for item in in_order(after):
        if item.id in were:
            found += _of_one(were[item.id], item)
        else:
            found.append(Change(ADDED, f"»{item.title}« er kommet til kl. {item.hours}."))
    gone = [item for item in in_order(before) if item.id not in are]
    return found + [Change(REMOVED, f"»{item.title}« kl. {item.hours} er taget ud.") for item in gone]


def _of_one(was: Item, item: Item) -> list[Change]:
    found = []
    if item.title != was.title:
        found.append(Change(WORDS, f"»{was.title}« hedder nu »{item.title}«."))
    if item.hours != was.hours:
        found.append(Change(MOVED, f"»{item.title}« er flyttet fra kl. {was.hours} til kl. {item.hours}."))
    if item.room != was.room:
        found.append(Change(ROOM, _other_room(was, item)))
    found += _other_speakers(was, item)
    if item.text != was.text:
        found.append(Change(WORDS, f"Beskrivelsen af »{item.title}« er ændret."))
    if item.theme != was.theme:
        theme = f"Temaet for »{item.title}« er nu {item.theme_name}." if item.theme else ""
        found.append(Change(WORDS, theme or f"»{item.title}« har ikke længere et tema."))
    if item.track != was.track:
        track = f"»{item.title}« er nu i sporet {item.track}." if item.track else ""
        found.append(Change(WORDS, track or f"»{item.title}« er ikke længere i sporet {was.track}."))
    if item.seats != was.seats:
        found.append(Change(WORDS, f"»{item.title}« har nu {item.seats} pladser (før {was.seats})."))
    return found


def _other_room(was: Item, item: Item) -> str:
    if not item.room:
        return f"»{item.title}« er ikke længere i {was.room}."
    before = f" (før {was.room})" if was.room else ""
    return f"»{item.title}« er nu i {item.room}{before}."


def _other_speakers(was: Item, item: Item) -> list[Change]:
    # Two rows that were one person are one row once they are merged: who it is goes by the name too.
    were, are = _known(was), _known(item)
    come = [one.name for one in item.speakers if one.id not in were and one.name not in were]
    left = [one.name for one in was.speakers if one.id not in are and one.name not in are]
    stood = {key: one for one in was.speakers for key in (one.name, one.id)}
    both = [(stood[key], one) for one in item.speakers if (key := one.id if one.id in stood else one.name) in stood]
    return [
        *(
            Change(WORDS, f"{old.name} på »{item.title}« hedder nu {one.name}.")
            for old, one in both
            if old.name != one.name
        ),
        *(
            Change(WORDS, f"{one.name} står nu som {one.title} på »{item.title}«.")
            for old, one in both
            if old.title != one.title
        ),
        *(Change(SPEAKERS, f"{name} er kommet med på »{item.title}«.") for name in come),
        *(Change(SPEAKERS, f"{name} er ikke længere med på »{item.title}«.") for name in left),
    ]


def _known(item: Item) -> set[str]:
    return {key for one in item.speakers for key in (one.id, one.name)}
