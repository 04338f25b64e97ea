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
    AnchoringAction,
    AnchoringAnswer,
    AnchoringFollowUp,
    Chain,
    Plan,
    PlanChange,
    PlanVersion,
)

__all__ = [
    "Agreement",
    "AnchoringAction",
    "AnchoringAnswer",
    "AnchoringFollowUp",
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
