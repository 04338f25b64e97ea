"""The plans of a course: what stands in them, how they came to be so, and their versions."""

from engagements.plans.models.anchoring import AnchoringAction
from engagements.plans.models.change_model import MUNICIPAL_PART, Chain, Gain
from engagements.plans.models.follow_ups import MONTHS, AnchoringAnswer, AnchoringFollowUp, Fate
from engagements.plans.models.group_links import GroupLink
from engagements.plans.models.interventions import STILL_AFTER, InputSheet, Intervention, Outcome, Trial
from engagements.plans.models.plans import Fact, Plan, PlanChange, PlanKind, PlanRow, PlanVersion, frozen
from engagements.plans.models.self_assessment import Assessment, Documentation, Level, Rating

__all__ = [
    "MONTHS",
    "MUNICIPAL_PART",
    "STILL_AFTER",
    "AnchoringAction",
    "AnchoringAnswer",
    "AnchoringFollowUp",
    "Assessment",
    "Chain",
    "Documentation",
    "Fact",
    "Fate",
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
