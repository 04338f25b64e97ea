"""The notes of a case as they are read: each with what was added to it. Reads, saves nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from praksis.cases.models import Case, Note


@dataclass(frozen=True)
class ReadNote:
    """One note, or an addition: who wrote it and when; a note comes with its additions, the oldest first."""

    pk: UUID
    text: str
    at: datetime
    by: str
    additions: list["ReadNote"] = field(default_factory=list)


def of(case: Case) -> list[ReadNote]:
    """The case's notes, the newest first, in one query."""
    notes: dict[UUID, ReadNote] = {}
    additions: list[tuple[UUID, ReadNote]] = []
    rows = Note.objects.filter(case=case).order_by("at", "pk")
    for pk, follows, text, at, by in rows.values_list("pk", "follows", "text", "at", "by__name"):
        note = ReadNote(pk, text, at, by)
        if follows is None:
            notes[pk] = note
        else:
            additions.append((follows, note))
    for follows, note in additions:
        notes[follows].additions.append(note)
    return list(reversed(notes.values()))
