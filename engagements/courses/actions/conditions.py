"""Saying how a course is doing."""

from django.db import transaction

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Condition, ConditionKind, Engagement
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def note_export(kind: str, *, number: int, search: str, by: Actor) -> None:
    """Note in the audit that so many courses were taken out of the system, and which were asked for."""
    log.record(None, "courses.exported", by=by, format=kind, number=number, search=search)


@transaction.atomic
def set_condition(
    engagement: Engagement, *, kind: ConditionKind, by: Actor, reason: str = "", next_step: str = ""
) -> Condition:
    """Say whether the course is on track, needs attention or is stuck; where it is not on track, why and what is next.

    The same again changes nothing. Raises ActionError where the course is not running, or the reason or the next step
    is missing.
    """
    assert by.user
    lock(engagement)
    refuse_closed(engagement)
    if engagement.is_planned:
        raise ActionError("Forløbet er ikke sat i gang endnu.")
    why, then = reason.strip(), next_step.strip()
    if kind != ConditionKind.ON_TRACK and not why:
        raise ActionError("Skriv, hvorfor forløbet ikke er på sporet.")
    if kind != ConditionKind.ON_TRACK and not then:
        raise ActionError("Skriv, hvad næste skridt er.")
    newest = engagement.conditions.first()
    if newest and (newest.kind, newest.reason, newest.next_step) == (kind, why, then):
        return newest
    condition = Condition.objects.create(engagement=engagement, kind=kind, reason=why, next_step=then, by=by.user)

    log.record(engagement.case, "course.condition", by=by, condition=condition.status_word)
    return condition
