"""Gathers the models of the wing's rooms."""

from engagements.agreements.models import Agreement, Rendering
from engagements.courses.models import (
    Condition,
    ConsultantAssignment,
    CourseStep,
    Engagement,
    EngagementInstitution,
    FrameworkStep,
    FrameworkTemplate,
    Group,
    GroupMember,
    Handover,
    ProgrammeLoad,
    StepProgress,
)
from engagements.meetings.models import CalendarFeed, Meeting, Participant

__all__ = [
    "Agreement",
    "CalendarFeed",
    "Condition",
    "ConsultantAssignment",
    "CourseStep",
    "Engagement",
    "EngagementInstitution",
    "FrameworkStep",
    "FrameworkTemplate",
    "Group",
    "GroupMember",
    "Handover",
    "Meeting",
    "Participant",
    "ProgrammeLoad",
    "Rendering",
    "StepProgress",
]
