"""Saying what a course of a programme is assumed to take of a consultant's time."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from engagements.courses.models import ProgrammeLoad
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.staffing.actions.capacity import refuse_hours
from praksis.staffing.actions.promises import LEAST
from praksis.staffing.hours import in_words


@transaction.atomic
def set_programme_load(load: ProgrammeLoad, *, hours_per_month: Decimal, source: str, by: Actor) -> None:
    """Change the hours and where they are from; what is promised from now on follows them. The same changes nothing.

    Raises ActionError for hours that a month does not have, or without a source.
    """
    source = source.strip()
    lock(load)
    refuse_hours(hours_per_month, LEAST)
    if not source:
        raise ActionError("Skriv, hvor tallet er fra, eller at det er vores eget skøn.")
    if (load.hours_per_month, load.source) == (hours_per_month, source):
        return
    load.hours_per_month, load.source = hours_per_month, source
    load.changed_at, load.changed_by = timezone.now(), by.person
    load.save(update_fields=["hours_per_month", "source", "changed_at", "changed_by"])
    said = {"hours": in_words(hours_per_month), "source": source}
    log.record(None, "staffing.programme_load", by=by, programme=str(load.programme), **said)
