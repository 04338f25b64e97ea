"""Gathers the models of the wing's rooms."""

from conferences.afterwards.models import Answer, Answered, WorkshopScore
from conferences.afterwards.slides.models import Slides, SlidesRelease
from conferences.door.models import Entry
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
    "Answer",
    "Answered",
    "Entry",
    "Event",
    "Pause",
    "ProgrammeVersion",
    "Registration",
    "Slides",
    "SlidesRelease",
    "Speaker",
    "SpeakerCorrection",
    "SpeakerRequest",
    "Talk",
    "Track",
    "Workshop",
    "WorkshopChoice",
    "WorkshopScore",
]
