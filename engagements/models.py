"""Gathers the models of the wing's rooms."""

from engagements.agreements.models import Agreement, Rendering
from engagements.courses.models import (
    ConsultantAssignment,
    CourseStep,
    Engagement,
    EngagementInstitution,
    FrameworkStep,
    FrameworkTemplate,
    StepProgress,
)
from engagements.meetings.models import Meeting

__all__ = [
    "Agreement",
    "ConsultantAssignment",
    "CourseStep",
    "Engagement",
    "EngagementInstitution",
    "FrameworkStep",
    "FrameworkTemplate",
    "Meeting",
    "Rendering",
    "StepProgress",
]
