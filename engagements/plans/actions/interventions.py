"""Trying things out between the meetings: beginning an intervention, its next round, and what the group will ask."""

from uuid import UUID

from django.db import transaction

from engagements.courses.actions.steps import refuse_closed
from engagements.courses.models import Engagement, EngagementInstitution
from engagements.plans.actions.writing import add_row, remove_row, write_row
from engagements.plans.models import InputSheet, Intervention, Trial
from praksis.cases.actors import Actor
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError


@transaction.atomic
def begin_intervention(
    engagement: Engagement,
    *,
    key: UUID,
    institution: EngagementInstitution | None,
    title: str,
    agreed: str,
    theme: str = "",
    chain_id: UUID | None = None,
    group_id: UUID | None = None,
    by: Actor,
) -> Intervention:
    """Begin something that an institution, or without one the municipality, will try, with what is agreed for a start.

    `key` is the form's own: sent twice, it is one intervention. Raises ActionError without a title or an agreement, or
    where the course is closed.
    """
    if not title.strip():
        raise ActionError("Skriv, hvad indsatsen hedder.")
    _refuse_empty(agreed)
    lock(engagement)
    known = Intervention.objects.filter(pk=key, plan__engagement=engagement).first()
    if known:
        return known
    facts = {"title": title.strip(), "theme": theme, "chain_id": chain_id, "group_id": group_id}
    intervention = Intervention(pk=key, institution=institution, **facts)
    add_row(engagement, intervention, by=by)
    add_row(engagement, Trial(intervention=intervention, number=1, agreed=agreed), by=by)
    return intervention


@transaction.atomic
def begin_round(intervention: Intervention, *, key: UUID, agreed: str, by: Actor) -> Trial:
    """Begin the next round of an intervention with what is now agreed. Sent twice, it is one round.

    Raises ActionError without an agreement, while the last round is not adjusted, when the intervention is over, or
    where the course is closed.
    """
    _refuse_empty(agreed)
    engagement = intervention.plan.engagement
    lock(engagement)
    refuse_closed(engagement)
    lock(intervention)
    known = intervention.rounds.filter(pk=key).first()
    if known:
        return known
    refuse_taken(Trial, key)
    if intervention.is_over:
        raise ActionError("Indsatsen er ført videre eller afsluttet. Skriv først, at I prøver den igen.")
    last = intervention.rounds.last()
    if last and not last.adjusted:
        raise ActionError(f"Runde {last.number} er i gang. Skriv videre i den, før I begynder en ny.")
    number = last.number + 1 if last else 1
    trial = Trial(pk=key, intervention=intervention, number=number, agreed=agreed)
    add_row(engagement, trial, by=by)
    return trial


@transaction.atomic
def remove_intervention(intervention: Intervention, *, by: Actor) -> None:
    """Take an intervention out with its rounds. What stood in them stays in the history.

    Raises ActionError where the course is closed.
    """
    lock(intervention.plan.engagement)
    for trial in intervention.rounds.select_related("plan__engagement", "intervention__institution"):
        remove_row(trial, by=by)
    remove_row(intervention, by=by)


def write_input(engagement: Engagement, *, revision: int, discussion: str, by: Actor) -> None:
    """Write what both sides want the second steering-group meeting to discuss; `revision` is 0 where none was read.

    Raises as `write_row` does, and ActionError without a text.
    """
    if not discussion.strip():
        raise ActionError("Skriv, hvad I vil have styregruppen til at drøfte.")
    with transaction.atomic():
        lock(engagement)
        sheet = InputSheet.objects.filter(plan__engagement=engagement).first()
        if sheet is None:
            add_row(engagement, InputSheet(discussion=discussion), by=by)
            return
    write_row(sheet, revision=revision, discussion=discussion, by=by)


def _refuse_empty(agreed: str) -> None:
    if not agreed.strip():
        raise ActionError("Skriv, hvad I har aftalt at prøve.")
