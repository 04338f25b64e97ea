"""The day hour by hour: sessions of three kinds as one list, workshops that run side by side as one entry."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import groupby

from conferences.programme.content import PAUSE, TALK, WORKSHOP, Item, Person

ORDINALS = ("første", "anden", "tredje", "fjerde", "femte", "sjette")


@dataclass(frozen=True)
class Slot:
    """One entry of the day: a pause, a talk, or the workshops to choose between."""

    kind: str
    starts_at: time
    ends_at: time
    title: str
    talk: Item | None = None
    workshops: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class GridRow:
    """What begins at a time: one item for everybody across all columns, or what there is in each column."""

    starts_at: time
    wide: Item | None = None
    cells: list[list[Item]] = field(default_factory=list)


@dataclass(frozen=True)
class Grid:
    """The day as a table: times down, tracks across, or rooms where no workshop is in a track."""

    heading: str
    columns: list[str]
    rows: list[GridRow]


def timetable(items: Iterable[Item]) -> list[Slot]:
    """The slots in order of time. Workshops that begin together are one slot, numbered where there are several."""
    items = list(items)
    slots = [Slot("pause", item.starts_at, item.ends_at, item.title) for item in items if item.kind == PAUSE]
    slots += [Slot("talk", item.starts_at, item.ends_at, item.title, talk=item) for item in items if item.kind == TALK]
    workshops = sorted((item for item in items if item.kind == WORKSHOP), key=_by_start)
    rounds = [list(together) for _, together in groupby(workshops, key=lambda one: one.starts_at)]
    for number, together in enumerate(rounds):
        ends_at = max(workshop.ends_at for workshop in together)
        title = "Workshops" if len(rounds) == 1 else f"Workshops, {_ordinal(number)} runde"
        slots.append(Slot("workshops", together[0].starts_at, ends_at, title, workshops=together))
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at))


def speakers(slots: Iterable[Slot]) -> list[dict]:
    """Everybody who speaks, by name, each with the sessions: {"speaker", "sessions"}."""
    found: dict[Person, list] = {}
    for slot in slots:
        for session in [slot.talk] if slot.talk else slot.workshops:
            for speaker in session.speakers:
                found.setdefault(speaker, []).append(session)
    return [{"speaker": one, "sessions": found[one]} for one in sorted(found, key=lambda one: (one.name, one.title))]


def grid(items: Sequence[Item]) -> Grid:
    """The day as a table. Pauses, and talks that are in no track, are for everybody and stand across it."""
    by_track = any(item.track for item in items)
    placed = [item for item in items if item.kind == WORKSHOP or item.track]
    places = {item.id: item.track if by_track else item.room for item in placed}
    columns = sorted(set(places.values()), key=lambda name: (not name, name))
    rows = []
    for starts_at, together in groupby(sorted(items, key=_by_start), key=lambda item: item.starts_at):
        here = list(together)
        rows += [GridRow(starts_at, wide=item) for item in here if item.id not in places]
        cells = [[item for item in here if places.get(item.id) == column] for column in columns]
        if any(cells):
            rows.append(GridRow(starts_at, cells=cells))
    other = "Andet" if len(columns) > 1 else "Workshops"
    return Grid("Spor" if by_track else "Lokale", [column or other for column in columns], rows)


def on_theme(items: Iterable[Item], theme: str) -> list[Item]:
    """The talks and workshops on a theme; all there is where none is asked for."""
    return [item for item in items if not theme or item.theme == theme]


def _by_start(item: Item) -> tuple:
    return item.starts_at, item.room, item.title, item.id


def _ordinal(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}."
