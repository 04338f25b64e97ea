"""The day hour by hour: sessions of three kinds as one list, workshops that run side by side as one entry."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import time
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conferences.programme.models import Pause, Speaker, Talk, Workshop

ORDINALS = ("første", "anden", "tredje", "fjerde", "femte", "sjette")


@dataclass(frozen=True)
class Slot:
    """One entry of the day: a pause, a talk, or the workshops to choose between."""

    kind: str
    starts_at: time
    ends_at: time
    title: str
    talk: "Talk | None" = None
    workshops: list["Workshop"] = field(default_factory=list)


def timetable(pauses: Iterable["Pause"], talks: Iterable["Talk"], workshops: Iterable["Workshop"]) -> list[Slot]:
    """The slots in order of time. Workshops that begin together are one slot, numbered where there are several."""
    slots = [Slot("pause", pause.starts_at, pause.ends_at, pause.title) for pause in pauses]
    slots += [Slot("talk", talk.starts_at, talk.ends_at, talk.title, talk=talk) for talk in talks]
    rounds = [
        list(together) for _, together in groupby(sorted(workshops, key=_by_start), key=lambda one: one.starts_at)
    ]
    for number, together in enumerate(rounds):
        ends_at = max(workshop.ends_at for workshop in together)
        title = "Workshops" if len(rounds) == 1 else f"Workshops, {_ordinal(number)} runde"
        slots.append(Slot("workshops", together[0].starts_at, ends_at, title, workshops=together))
    return sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at))


def speakers(slots: Iterable[Slot]) -> list[dict]:
    """Everybody who speaks, by name, each with the sessions: {"speaker", "sessions"}."""
    found: dict[Speaker, list] = {}
    for slot in slots:
        for session in [slot.talk] if slot.talk else slot.workshops:
            for speaker in session.speakers.all():
                found.setdefault(speaker, []).append(session)
    return [{"speaker": one, "sessions": found[one]} for one in sorted(found, key=lambda one: (one.name, one.title))]


def _by_start(workshop: "Workshop") -> tuple:
    return workshop.starts_at, workshop.room, workshop.title


def _ordinal(number: int) -> str:
    return ORDINALS[number] if number < len(ORDINALS) else f"{number + 1}."
