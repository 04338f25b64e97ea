"""Which rows stand in a plan, in the order in which they are read."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.db.models import F, Field

from engagements.plans import gathered
from engagements.plans.models import (
    AnchoringAction,
    Assessment,
    Chain,
    Documentation,
    InputSheet,
    Intervention,
    Level,
    Plan,
    PlanKind,
    PlanRow,
    Trial,
)
from praksis.themes import Theme


def rows_of(plan: Plan) -> list[PlanRow]:
    """The rows of a plan, with what their names and parts need; in one query for each kind of row."""
    return list(READ[PlanKind(plan.kind)](plan))


def chains(plan: Plan) -> list[Chain]:
    """The change model's: the municipality's first, then each institution's."""
    found = Chain.objects.filter(plan=plan).select_related("institution")
    return list(found.order_by(F("institution__order").asc(nulls_first=True), "order", "id"))


def interventions(plan: Plan) -> list[PlanRow]:
    """Each intervention with its rounds after it: the municipality's first, then each institution's."""
    return [row for each in gathered.interventions(plan.engagement) for row in (each, *each.rounds.all())]


def assessments(plan: Plan) -> list[Assessment]:
    """What is written of the self-assessment: by theme and level, that of all first, then each institution's."""
    themes, levels = list(Theme), list(Level)
    found = [row for row in Assessment.objects.filter(plan=plan).select_related("institution") if row.is_begun]
    return sorted(
        found,
        key=lambda row: (
            themes.index(Theme(row.theme)),
            levels.index(Level(row.level)),
            row.institution.order if row.institution else -1,
        ),
    )


def documentation(plan: Plan) -> list[Documentation]:
    """What is attached to the self-assessment, the newest year first."""
    return list(Documentation.objects.filter(plan=plan).select_related("document"))


def anchoring(plan: Plan) -> list[AnchoringAction]:
    """The anchoring plan's: the municipality's first, then each institution's."""
    found = AnchoringAction.objects.filter(plan=plan).select_related("institution", "chain")
    return list(found.order_by(F("institution__order").asc(nulls_first=True), "order", "id"))


READ: dict[PlanKind, Callable[[Plan], Sequence[PlanRow]]] = {
    PlanKind.SELF_ASSESSMENT: lambda plan: [*assessments(plan), *documentation(plan)],
    PlanKind.CHANGE_MODEL: chains,
    PlanKind.INTERVENTIONS: interventions,
    PlanKind.INPUT_SHEET: gathered.rows,
    PlanKind.ANCHORING: anchoring,
}

# The kinds of rows that a plan has
MODELS: dict[PlanKind, tuple[type[PlanRow], ...]] = {
    PlanKind.SELF_ASSESSMENT: (Assessment, Documentation),
    PlanKind.CHANGE_MODEL: (Chain,),
    PlanKind.INTERVENTIONS: (Intervention, Trial),
    PlanKind.INPUT_SHEET: (InputSheet,),
    PlanKind.ANCHORING: (AnchoringAction,),
}


def written(kind: PlanKind) -> list[str]:
    """The fields that people write in the rows of a plan, in the order in which they are read."""
    return list(dict.fromkeys(name for model in MODELS[kind] for name in model.WRITTEN))


def label_of(kind: PlanKind, name: str) -> str:
    """What a written field of a plan's rows is called."""
    return _model_with(kind, name).label_of(name)


def said(kind: PlanKind, name: str, value: Any) -> str:
    """A value of a row's wording, as one reads it; empty for none."""
    if value is None:
        return ""
    model = _model_with(kind, name)
    field = cast("Field", model._meta.get_field(name))
    # By the column's name, so that what a row points to is named by its id
    return model(**{field.attname: field.to_python(value)}).text_of(name)


def _model_with(kind: PlanKind, name: str) -> type[PlanRow]:
    return next(model for model in MODELS[kind] if name in model.WRITTEN)
