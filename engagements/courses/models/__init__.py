"""The models of courses: the framework, the course with its team and institutions, and its own steps."""

from engagements.courses.models.engagements import (
    ConsultantAssignment,
    Engagement,
    EngagementInstitution,
    Status,
)
from engagements.courses.models.frameworks import FrameworkStep, FrameworkTemplate, StepKind
from engagements.courses.models.steps import CourseStep, StepProgress, StepStatus

__all__ = [
    "ConsultantAssignment",
    "CourseStep",
    "Engagement",
    "EngagementInstitution",
    "FrameworkStep",
    "FrameworkTemplate",
    "Status",
    "StepKind",
    "StepProgress",
    "StepStatus",
]
