"""The application, its answers, and its frozen versions."""

from applications.drafting.models.answers import Answer, AnswerChange, Presence, Reopening
from applications.drafting.models.applications import (
    INSTITUTIONS,
    KINDS,
    ApplicantKind,
    Application,
    ApplicationInstitution,
    Status,
)
from applications.drafting.models.printouts import Printout, PrintoutKind
from applications.drafting.models.versions import Confirmation, ConfirmationKind, Signature, Submission, Version

__all__ = [
    "INSTITUTIONS",
    "KINDS",
    "Answer",
    "AnswerChange",
    "ApplicantKind",
    "Application",
    "ApplicationInstitution",
    "Confirmation",
    "ConfirmationKind",
    "Presence",
    "Printout",
    "PrintoutKind",
    "Reopening",
    "Signature",
    "Status",
    "Submission",
    "Version",
]
