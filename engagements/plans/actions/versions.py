"""Keeping a plan as it is on a day: what the steering group saw."""

from django.db import transaction
from django.db.models import Max

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import CourseStep
from engagements.plans.models import Plan, PlanVersion, frozen
from engagements.plans.rows import rows_of
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def save_version(plan: Plan, *, name: str, step: CourseStep | None = None, by: Actor) -> PlanVersion:
    """Keep the plan as it now is, under a name, for one of the course's meetings where `step` tells which.

    The same content under the same name is kept once. Raises ActionError without a name, of an empty plan, for a step
    of another course, or where the course is closed.
    """
    engagement = plan.engagement
    lock(engagement)
    refuse_closed(engagement)
    name = name.strip()
    if not name:
        raise ActionError("Skriv, hvad udgaven skal hedde.")
    if step and step.engagement_id != engagement.pk:
        raise ActionError("Vælg et af forløbets egne møder.")
    rows = frozen(rows_of(plan))
    if not rows:
        raise ActionError("Der står ikke noget endnu, som kan gemmes.")
    last = plan.versions.last()
    if last and (last.name, last.step, last.rows) == (name, step, rows):
        return last
    number = (plan.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = PlanVersion.objects.create(plan=plan, number=number, name=name, step=step, rows=rows, made_by=by.person)

    log.record(engagement.case, "plan.version", by=by, plan=str(plan).lower(), version=name)
    return version
