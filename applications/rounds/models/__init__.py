"""Programmes, their rounds, and the texts a round is applied for and judged by."""

from applications.rounds.models.blank_forms import BlankForm
from applications.rounds.models.questions import Question, QuestionKind, QuestionSet
from applications.rounds.models.rounds import (
    Extension,
    Programme,
    ProgrammeKind,
    Round,
    RoundStatus,
    is_open_at,
    last_day_to_accept,
)
from applications.rounds.models.texts import Anchor, Criterion, Requirement

__all__ = [
    "Anchor",
    "BlankForm",
    "Criterion",
    "Extension",
    "Programme",
    "ProgrammeKind",
    "Question",
    "QuestionKind",
    "QuestionSet",
    "Requirement",
    "Round",
    "RoundStatus",
    "is_open_at",
    "last_day_to_accept",
]
