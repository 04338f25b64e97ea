"""The plans of a course: what stands in them, how they came to be so, and their versions."""

from engagements.plans.models.anchoring import AnchoringAction
from engagements.plans.models.change_model import MUNICIPAL_PART, Chain, Gain
from engagements.plans.models.follow_ups import MONTHS, AnchoringAnswer, AnchoringFollowUp, Fate
from engagements.plans.models.plans import Fact, Plan, PlanChange, PlanKind, PlanRow, PlanVersion, frozen

__all__ = [
    "MONTHS",
    "MUNICIPAL_PART",
    "AnchoringAction",
    "AnchoringAnswer",
    "AnchoringFollowUp",
    "Chain",
    "Fact",
    "Fate",
    "Gain",
    "Plan",
    "PlanChange",
    "PlanKind",
    "PlanRow",
    "PlanVersion",
    "frozen",
]
