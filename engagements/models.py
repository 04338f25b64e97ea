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
from engagements.plans.models import Assessment, Chain, Documentation, Plan, PlanChange, PlanVersion

__all__ = [
    "Agreement",
    "Assessment",
    "CalendarFeed",
    "Chain",
    "Condition",
    "ConsultantAssignment",
    "CourseStep",
    "Documentation",
    "Engagement",
    "EngagementInstitution",
    "FrameworkStep",
    "FrameworkTemplate",
    "Group",
    "GroupMember",
    "Handover",
    "Meeting",
    "Participant",
    "Plan",
    "PlanChange",
    "PlanVersion",
    "Rendering",
    "StepProgress",
]
