"""Whether there is room for one more. Called under the event's lock."""

from datetime import datetime
from uuid import UUID

from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration import seats
from praksis.errors import ActionError


def present(event: Event) -> int:
    """How many are there."""
    return event.registrations.came().count()


def free_number(event: Event, allowance: UUID | None = None) -> int | None:
    """A seat that nobody has; None where all are somebody's."""
    return seats.EventSeats(event, timezone.localdate()).take(allowance)


def refuse_full(event: Event, moment: datetime, *, number: int | None) -> None:
    """Raise ActionError where nobody more can be let in then; `number` is the seat that they have or would get.

    Until the day begins the seats are those guests' who registered; from then on theirs who are there.
    """
    if not event.has_begun(moment):
        if number is None:
            raise ActionError(
                "Alle pladser er optaget af tilmeldte. Når dagen begynder kl. "
                f"{event.starts_at:%H.%M}, kan du lukke andre ind på de pladser, hvor ingen er kommet."
            )
        return
    if present(event) >= event.capacity:
        raise ActionError(f"Der er ikke plads til flere. Alle {event.capacity} pladser er i brug.")
