"""The models of a programme: the event and its versions, who speaks, and what happens hour by hour."""

from conferences.programme.models.events import Event, EventKind, EventStatus, ProgrammeVersion
from conferences.programme.models.sessions import Pause, Session, Talk, TaughtSession, Track, Workshop
from conferences.programme.models.speakers import Corrected, Speaker, SpeakerCorrection, SpeakerRequest

__all__ = [
    "Corrected",
    "Event",
    "EventKind",
    "EventStatus",
    "Pause",
    "ProgrammeVersion",
    "Session",
    "Speaker",
    "SpeakerCorrection",
    "SpeakerRequest",
    "Talk",
    "TaughtSession",
    "Track",
    "Workshop",
]
