"""The models of courses: the framework, the course with its team and institutions, and its own steps."""

from engagements.courses.models.conditions import Condition, ConditionKind
from engagements.courses.models.engagements import (
    ConsultantAssignment,
    Engagement,
    EngagementInstitution,
    Status,
)
from engagements.courses.models.evaluations import FinalEvaluation
from engagements.courses.models.frameworks import FrameworkStep, FrameworkTemplate, StepKind
from engagements.courses.models.groups import Group, GroupKind, GroupMember
from engagements.courses.models.handovers import Handover, HandoverRole
from engagements.courses.models.loads import ProgrammeLoad
from engagements.courses.models.pauses import Pause
from engagements.courses.models.steps import CourseStep, StepProgress, StepStatus

__all__ = [
    "Condition",
    "ConditionKind",
    "ConsultantAssignment",
    "CourseStep",
    "Engagement",
    "EngagementInstitution",
    "FinalEvaluation",
    "FrameworkStep",
    "FrameworkTemplate",
    "Group",
    "GroupKind",
    "GroupMember",
    "Handover",
    "HandoverRole",
    "Pause",
    "ProgrammeLoad",
    "Status",
    "StepKind",
    "StepProgress",
    "StepStatus",
]
