"""Which rows stand in a plan, in the order in which they are read."""

from collections.abc import Callable
from typing import Any, cast

from django.db.models import F, Field

from engagements.plans.models import AnchoringAction, Chain, Plan, PlanKind, PlanRow


def rows_of(plan: Plan) -> list[PlanRow]:
    """The rows of a plan, with what their names and parts need; in one query for each kind of row."""
    return list(READ[PlanKind(plan.kind)](plan))


def chains(plan: Plan) -> list[Chain]:
    """The change model's: the municipality's first, then each institution's."""
    found = Chain.objects.filter(plan=plan).select_related("institution")
    return list(found.order_by(F("institution__order").asc(nulls_first=True), "order", "id"))


def anchoring(plan: Plan) -> list[AnchoringAction]:
    """The anchoring plan's: the municipality's first, then each institution's."""
    found = AnchoringAction.objects.filter(plan=plan).select_related("institution", "chain")
    return list(found.order_by(F("institution__order").asc(nulls_first=True), "order", "id"))


READ: dict[PlanKind, Callable[[Plan], list[Any]]] = {
    PlanKind.CHANGE_MODEL: chains,
    PlanKind.ANCHORING: anchoring,
}

# The kinds of rows that a plan has
MODELS: dict[PlanKind, tuple[type[PlanRow], ...]] = {
    PlanKind.CHANGE_MODEL: (Chain,),
    PlanKind.ANCHORING: (AnchoringAction,),
}


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
