"""Gathers the models of the wing's rooms."""

from applications.drafting.models import (
    Answer,
    AnswerChange,
    Application,
    ApplicationInstitution,
    Signature,
    Submission,
    Version,
)
from applications.rounds.models import Anchor, Criterion, Programme, Question, QuestionSet, Requirement, Round

__all__ = [
    "Anchor",
    "Answer",
    "AnswerChange",
    "Application",
    "ApplicationInstitution",
    "Criterion",
    "Programme",
    "Question",
    "QuestionSet",
    "Requirement",
    "Round",
    "Signature",
    "Submission",
    "Version",
]
