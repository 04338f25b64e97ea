"""Gathers the models of the wing's rooms."""

from conferences.programme.models import (
    Event,
    Pause,
    ProgrammeVersion,
    Speaker,
    SpeakerCorrection,
    SpeakerRequest,
    Talk,
    Track,
    Workshop,
)
from conferences.registration.models import Allowance, Registration, WorkshopChoice

__all__ = [
    "Allowance",
    "Event",
    "Pause",
    "ProgrammeVersion",
    "Registration",
    "Speaker",
    "SpeakerCorrection",
    "SpeakerRequest",
    "Talk",
    "Track",
    "Workshop",
    "WorkshopChoice",
]
