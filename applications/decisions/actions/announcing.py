"""Announcing a round: every decision becomes visible at one moment, each with its letter."""

from django.db import transaction

from applications.allocation.actions.deciding import become, drop_withdrawn, refuse_shaken
from applications.allocation.models import Decision
from applications.decisions.actions.letters import order_letter
from applications.decisions.readers import readers_of
from applications.rounds.models import Round, RoundStatus
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock


@transaction.atomic
def announce(round_: Round, *, by: Actor) -> None:
    """Make every decision of the round visible at one moment, and have its letter made; a notice goes by mail.

    A second call changes nothing. Raises ActionError where the round is not approved, or where
    what was approved cannot go on as it is.
    """
    lock(round_)
    if round_.status == RoundStatus.ANNOUNCED:
        return
    become(round_, RoundStatus.ANNOUNCED)
    refuse_shaken(round_)
    drop_withdrawn(round_, by=by)
    decisions = list(
        Decision.objects.filter(round=round_)
        .select_related("application__applicant", "application__submitted_by", "case", "round__programme")
        .prefetch_related("reasons__criterion")
    )
    readers = readers_of(decisions)
    for decision in decisions:
        decision.announced_at = round_.status_changed_at
        decision.save(update_fields=["announced_at"])
        log.record(decision.case, "decision.announced", by=by, words=decision.status_word)
        order_letter(decision, to=readers[decision])
    log.record(round_.case, "round.announced", by=by)
