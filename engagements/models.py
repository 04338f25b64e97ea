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
from engagements.knowledge.models import Article, LearningNote, Source
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
    "Article",
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
    "LearningNote",
    "Meeting",
    "Participant",
    "Plan",
    "PlanChange",
    "PlanVersion",
    "Rendering",
    "Source",
    "StepProgress",
]
