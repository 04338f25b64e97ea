"""The models of a programme: the event and its versions, who speaks, and what happens hour by hour."""

from conferences.programme.models.events import Event, EventKind, EventStatus, ProgrammeVersion
from conferences.programme.models.sessions import Pause, Session, Talk, TaughtSession, Track, Workshop
from conferences.programme.models.speakers import Speaker, SpeakerRequest

__all__ = [
    "Event",
    "EventKind",
    "EventStatus",
    "Pause",
    "ProgrammeVersion",
    "Session",
    "Speaker",
    "SpeakerRequest",
    "Talk",
    "TaughtSession",
    "Track",
    "Workshop",
]
