"""Gathers the models of the wing's rooms."""

from conferences.door.models import Entry
from conferences.programme.models import (
    Event,
    Pause,
    ProgrammeVersion,
    Speaker,
    SpeakerRequest,
    Talk,
    Track,
    Workshop,
)
from conferences.registration.models import Allowance, Registration, WorkshopChoice

__all__ = [
    "Allowance",
    "Entry",
    "Event",
    "Pause",
    "ProgrammeVersion",
    "Registration",
    "Speaker",
    "SpeakerRequest",
    "Talk",
    "Track",
    "Workshop",
    "WorkshopChoice",
]
