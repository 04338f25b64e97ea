"""That badges were taken out, and when that was last done."""

from datetime import datetime

from django.db import transaction

from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.cases import log
from praksis.cases.actors import Actor


@transaction.atomic
def note_badges(event: Event, *, number: int, blank: int, by: Actor) -> None:
    """Note that the badges of so many guests were taken out, and so many without a name."""
    log.record(event.case, "event.badges_made", by=by, number=number, blank=blank)


@transaction.atomic
def note_badge(registration: Registration, *, by: Actor) -> None:
    """Note that one guest's badge was taken out."""
    log.record(registration.event.case, "event.badge_made", by=by, number=registration.number)


def last_made_at(event: Event) -> datetime | None:
    """When badges of several guests were last taken out: whoever got a seat since then has none."""
    made = event.case.events.filter(kind="event.badges_made", data__number__gt=0)
    return made.order_by("-at", "-pk").values_list("at", flat=True).first()
