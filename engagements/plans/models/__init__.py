"""The plans of a course: what stands in them, how they came to be so, and their versions."""

from engagements.plans.models.change_model import MUNICIPAL_PART, Chain, Gain
from engagements.plans.models.group_links import GroupLink
from engagements.plans.models.interventions import STILL_AFTER, InputSheet, Intervention, Outcome, Trial
from engagements.plans.models.plans import Fact, Plan, PlanChange, PlanKind, PlanRow, PlanVersion, frozen
from engagements.plans.models.self_assessment import Assessment, Documentation, Level, Rating

__all__ = [
    "MUNICIPAL_PART",
    "STILL_AFTER",
    "Assessment",
    "Chain",
    "Documentation",
    "Fact",
    "Gain",
    "GroupLink",
    "InputSheet",
    "Intervention",
    "Level",
    "Outcome",
    "Plan",
    "PlanChange",
    "PlanKind",
    "PlanRow",
    "PlanVersion",
    "Rating",
    "Trial",
    "frozen",
]
