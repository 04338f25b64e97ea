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
from engagements.meetings.models import (
    Addendum,
    AgendaItem,
    AgendaSending,
    CalendarFeed,
    FollowUp,
    Meeting,
    Minutes,
    MinutesPaper,
    MinutesVersion,
    Participant,
)

__all__ = [
    "Addendum",
    "AgendaItem",
    "AgendaSending",
    "Agreement",
    "CalendarFeed",
    "Condition",
    "ConsultantAssignment",
    "CourseStep",
    "Engagement",
    "EngagementInstitution",
    "FollowUp",
    "FrameworkStep",
    "FrameworkTemplate",
    "Group",
    "GroupMember",
    "Handover",
    "Meeting",
    "Minutes",
    "MinutesPaper",
    "MinutesVersion",
    "Participant",
    "Rendering",
    "StepProgress",
]
