"""Gathers the models of the wing's rooms."""

from applications.allocation.models import Decision, Place, Proposal
from applications.assessment.models import InterestDeclaration, Review, ReviewerAssignment, Score
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
    "Decision",
    "InterestDeclaration",
    "Place",
    "Programme",
    "Proposal",
    "Question",
    "QuestionSet",
    "Requirement",
    "Review",
    "ReviewerAssignment",
    "Round",
    "Score",
    "Signature",
    "Submission",
    "Version",
]
