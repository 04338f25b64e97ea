"""How a round's places are given: what leads to the choice, the choice itself, and the places that come of it."""

from applications.allocation.models.choosing import (
    Consideration,
    Explanation,
    OwnChoice,
    PlacesChange,
    Proposal,
    Snapshot,
    Waiver,
)
from applications.allocation.models.decisions import (
    KINDS,
    WORDS,
    Decision,
    DecisionReason,
    EarlierDecision,
    Outcome,
    Place,
    words_of,
)

__all__ = [
    "KINDS",
    "WORDS",
    "Consideration",
    "Decision",
    "DecisionReason",
    "EarlierDecision",
    "Explanation",
    "Outcome",
    "OwnChoice",
    "Place",
    "PlacesChange",
    "Proposal",
    "Snapshot",
    "Waiver",
    "words_of",
]
