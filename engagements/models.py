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
    StepProgress,
)
from engagements.meetings.models import CalendarFeed, Meeting, Participant
from engagements.plans.models import (
    Chain,
    GroupLink,
    InputSheet,
    Intervention,
    Plan,
    PlanChange,
    PlanVersion,
    Trial,
)

__all__ = [
    "Agreement",
    "CalendarFeed",
    "Chain",
    "Condition",
    "ConsultantAssignment",
    "CourseStep",
    "Engagement",
    "EngagementInstitution",
    "FrameworkStep",
    "FrameworkTemplate",
    "Group",
    "GroupLink",
    "GroupMember",
    "Handover",
    "InputSheet",
    "Intervention",
    "Meeting",
    "Participant",
    "Plan",
    "PlanChange",
    "PlanVersion",
    "Rendering",
    "StepProgress",
    "Trial",
]
