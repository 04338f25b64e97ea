"""Which plan a step of the framework is about."""

from engagements.courses.models import CourseStep
from engagements.plans.models import PlanKind

# The framework's texts are the managers' to change, so a step is known by the plan's own word in them.
WORDS = {
    "egenvurdering": PlanKind.SELF_ASSESSMENT,
    "forandringsmodel": PlanKind.CHANGE_MODEL,
    "forankringsplan": PlanKind.ANCHORING,
    "indsats": PlanKind.INTERVENTIONS,
    "input fra arbejdsgrupperne": PlanKind.INTERVENTIONS,
}


def plan_of(step: CourseStep) -> PlanKind | None:
    """The kind of plan that is worked on in the step, or None. A mini has no plans."""
    if step.engagement.is_mini:
        return None
    text = step.text.lower()
    return next((kind for word, kind in WORDS.items() if word in text), None)
