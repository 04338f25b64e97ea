"""Whether somebody else has changed a thing since a form for it was opened.

The form carries a mark of what it was opened with, so that a change is seen whoever made it and by whatever way.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from conferences.programme.models import Event, Session, TaughtSession, Workshop

OF_EVENT = (
    *("kind", "title", "theme", "description", "remark", "held_on", "starts_at", "ends_at", "place", "town"),
    *("registration_opens_at", "registration_closes_at", "held_until"),
)
OF_SESSION = ("title", "starts_at", "ends_at")
OF_TAUGHT = ("text", "room", "theme", "track")


def facts_of(event: Event) -> dict[str, Any]:
    """What is changed of an event in one form."""
    return {name: getattr(event, name) for name in OF_EVENT}


def of_session(session: Session) -> dict[str, Any]:
    """The same of a session."""
    found = {name: getattr(session, name) for name in OF_SESSION}
    if isinstance(session, TaughtSession):
        found |= {name: getattr(session, name) for name in OF_TAUGHT}
        found["speakers"] = sorted(session.speakers.all(), key=lambda one: (one.name, one.title))
    if isinstance(session, Workshop):
        found["seats"] = session.seats
    return found


def mark(values: Mapping[str, Any]) -> str:
    """A short text in which one can see later which of the values are others."""
    return "-".join(sha256(_plain(values[name]).encode()).hexdigest()[:8] for name in sorted(values))


def changed(now: Mapping[str, Any], seen: str) -> list[str]:
    """What is another value now than when the mark was made; all of it for a mark that is none."""
    marks, seen_marks = mark(now).split("-"), seen.split("-")
    if len(marks) != len(seen_marks):
        return list(now)
    others = {name for name, one, other in zip(sorted(now), marks, seen_marks, strict=True) if one != other}
    return [name for name in now if name in others]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return repr([_plain(one) for one in value])
    if isinstance(value, datetime):
        return str(value.timestamp())
    return str(getattr(value, "pk", value))
