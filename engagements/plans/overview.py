"""The plans of a course beside each other: what each is for, how far it is, and who wrote last."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse

from engagements.courses.models import Engagement
from engagements.plans.models import Plan, PlanChange, PlanKind

# The name of each plan's page
PAGES = {
    PlanKind.SELF_ASSESSMENT: "engagements:self_assessment",
    PlanKind.CHANGE_MODEL: "engagements:change_model",
    PlanKind.INTERVENTIONS: "engagements:intervention_list",
    PlanKind.INPUT_SHEET: "engagements:input_sheet",
    PlanKind.ANCHORING: "engagements:anchoring_plan",
}
PURPOSES = {
    PlanKind.SELF_ASSESSMENT: "Styrker og udfordringer i forvaltning, dagtilbud og praksis, set før og efter forløbet.",
    PlanKind.CHANGE_MODEL: "Fra udfordring til det, børnene får ud af det. Rammen om forløbet, og det I styrer efter.",
    PlanKind.INTERVENTIONS: "Det, I prøver af mellem møderne: hvad I aftalte, gjorde, så og ændrede.",
    PlanKind.INPUT_SHEET: "Det, der er prøvet, set og ændret, samlet til styregruppens andet møde.",
    PlanKind.ANCHORING: "Hvem der fører arbejdet videre, når forløbet er slut, og hvornår.",
}


@dataclass(frozen=True)
class Line:
    """One plan of the overview."""

    name: str
    purpose: str
    url: str
    plan: Plan | None
    versions: int
    changed_by: str


def of(engagement: Engagement) -> list[Line]:
    """A line for each plan, begun or not; in one query."""
    last = PlanChange.objects.filter(plan=OuterRef("pk"), is_set_aside=False).order_by("-id")
    found = Plan.objects.filter(engagement=engagement).annotate(
        kept=Count("versions"), last_at=Subquery(last.values("at")[:1]), last_by=Subquery(last.values("by_name")[:1])
    )
    plans = {plan.kind: plan for plan in found}
    return [_line(engagement, PlanKind(kind), plans.get(kind)) for kind in PlanKind if kind in PAGES]


def in_parts(rows: Iterable[dict]) -> list[tuple[str, list[dict]]]:
    """The rows of a version under the part that each belongs to, in their order; empty fields are left out."""
    parts: dict[str, list[dict]] = {}
    for row in rows:
        facts = [(label, text) for label, text in row["facts"] if text]
        parts.setdefault(row["part"], []).append({"heading": row["heading"], "facts": facts})
    return list(parts.items())


def _line(engagement: Engagement, kind: PlanKind, plan) -> Line:
    return Line(
        name=kind.label,
        purpose=PURPOSES[kind],
        url=reverse(PAGES[kind], args=[engagement.case.reference]),
        plan=plan,
        versions=plan.kept if plan else 0,
        changed_by=plan.last_by or "" if plan else "",
    )
