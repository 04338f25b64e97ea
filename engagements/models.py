"""Gathers the models of the wing's rooms."""

from engagements.agreements.models import Agreement, Rendering
from engagements.courses.models import (
    Condition,
    ConsultantAssignment,
    CourseStep,
    Engagement,
    EngagementInstitution,
    FinalEvaluation,
    FrameworkStep,
    FrameworkTemplate,
    Group,
    GroupMember,
    Handover,
    Pause,
    StepProgress,
)
from engagements.meetings.models import CalendarFeed, Meeting, Participant
from engagements.meetings.poll_models import Poll, PollAnswer, PollPerson, PollTime
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
    "FinalEvaluation",
    "FrameworkStep",
    "FrameworkTemplate",
    "Group",
    "GroupMember",
    "Handover",
    "Meeting",
    "Participant",
    "Pause",
    "Plan",
    "PlanChange",
    "PlanVersion",
    "Poll",
    "PollAnswer",
    "PollPerson",
    "PollTime",
    "Rendering",
    "StepProgress",
]
