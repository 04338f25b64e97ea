"""A speaker's own part of the draft: what they see, what of it they may correct, and whether it is what they saw."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from conferences.programme.content import Item
from conferences.programme.models import Corrected, Event, SpeakerCorrection

REST = "rest"
REMOVED = "Du står ikke længere i programmet, så der er ikke noget at se igennem. Skriv til os, hvis det er en fejl."
OVER = "Dagen er holdt, så programmet rettes ikke længere. Tak for dit bidrag."
CALLED_OFF = "Arrangementet er aflyst, så programmet rettes ikke længere. Du skal ikke gøre mere."
BEGUN = "Dagen er begyndt, så programmet kan ikke rettes længere. Er der noget galt, så sig det til os på stedet."


@dataclass(frozen=True)
class Part:
    """What the programme says of one speaker."""

    name: str
    title: str
    items: tuple[Item, ...]

    @property
    def fields(self) -> dict[str, str]:
        """What the speaker may correct, by the names of the fields in which it stands."""
        own = {Corrected.JOB.value: self.title}
        for item in self.items:
            own |= {field_of(item.id, Corrected.TITLE): item.title, field_of(item.id, Corrected.TEXT): item.text}
        return {name: plain(text) for name, text in own.items()}

    @property
    def marks(self) -> dict[str, str]:
        """A mark for the words of each field, and one for all the rest that the speaker looks at."""
        rest = [self.name, *(f"{item.id} {item.kind} {item.hours} {item.room}" for item in self.items)]
        return {**{name: mark(text) for name, text in self.fields.items()}, REST: mark("\n".join(rest))}


def part_of(speaker: str, items: Iterable[Item]) -> Part | None:
    """The part of the speaker of that id; None where they are in no session."""
    own = tuple(item for item in items if speaker in {one.id for one in item.speakers})
    if not own:
        return None
    person = next(one for one in own[0].speakers if one.id == speaker)
    return Part(person.name, person.title, own)


def field_of(item: str, what: str) -> str:
    """The name of the field in which the title or text of a session stands."""
    return f"{item}-{what}"


def plain(text: str) -> str:
    """The words as they are compared: a browser ends its lines otherwise than a file does."""
    return text.replace("\r\n", "\n").strip()


def mark(text: str) -> str:
    """What tells one wording from another, short enough to be carried by a form."""
    return hashlib.sha256(plain(text).encode()).hexdigest()[:20]


def overtaken(typed: Mapping[str, str], seen: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """The fields that both the speaker and somebody else changed, each to something else."""
    return [
        name
        for name, text in typed.items()
        if name in now and mark(text) not in (seen.get(name), mark(now[name])) and seen.get(name) != mark(now[name])
    ]


def why_closed(event: Event, part: Part | None, at: datetime) -> str:
    """Why the speaker can no longer say anything to the programme; empty where they can."""
    if at > event.ends_on_the_day_at:
        return OVER
    if event.is_called_off:
        return CALLED_OFF
    if part is None:
        return REMOVED
    return BEGUN if event.has_begun(at) else ""


def standing(corrections: Iterable[SpeakerCorrection], items: Iterable[Item]) -> list[tuple[Item, SpeakerCorrection]]:
    """The corrections that are what the draft still says, each with the session; a job with their first."""
    items = list(items)
    found = []
    for one in corrections:
        speaker = str(one.request.speaker_id)
        for item in items:
            if one.what == Corrected.JOB:
                now = next((person.title for person in item.speakers if person.id == speaker), None)
            elif item.id == str(one.session):
                now = item.title if one.what == Corrected.TITLE else item.text
            else:
                now = None
            if now is not None and plain(now) == one.after:
                found.append((item, one))
                break
    return found
