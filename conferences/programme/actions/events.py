"""Making an event, and changing what is known of it."""

from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction

from conferences.programme.addresses import TAKEN
from conferences.programme.models import Event
from praksis.cases import log
from praksis.cases.actions import open_case
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def create(
    *,
    kind: str,
    slug: str,
    title: str,
    description: str,
    held_on: date,
    starts_at: time,
    ends_at: time,
    place: str,
    town: str,
    capacity: int,
    by: Actor,
    theme: str = "",
    remark: str = "",
    registration_opens_at: datetime | None = None,
    registration_closes_at: datetime | None = None,
    held_until: date | None = None,
    key: UUID | None = None,
) -> Event:
    """Prepare a conference or theme day, with a case of its own. Nobody outside the team sees it yet.

    The times are those of the clock on the wall in Denmark. A second call with the form's own key gives the first
    one's event. Raises ActionError for an address that is taken.
    """
    if key and (made := Event.objects.filter(pk=key).first()):
        return made
    if slug in TAKEN or Event.objects.filter(slug=slug).exists():
        raise ActionError(f"Adressen »{slug}« er taget. Skriv en anden, fx {slug}-2.", field="slug")

    event = Event.objects.create(
        pk=key or uuid4(),
        case=open_case(title),
        kind=kind,
        slug=slug,
        title=title,
        theme=theme,
        description=description,
        remark=remark,
        held_on=held_on,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        town=town,
        capacity=capacity,
        registration_opens_at=registration_opens_at,
        registration_closes_at=registration_closes_at,
        held_until=held_until,
    )
    log.record(event.case, "event.created", by=by, title=title)
    return event


@transaction.atomic
def change_facts(
    event: Event,
    *,
    kind: str,
    title: str,
    theme: str,
    description: str,
    remark: str,
    held_on: date,
    starts_at: time,
    ends_at: time,
    place: str,
    town: str,
    registration_opens_at: datetime | None,
    registration_closes_at: datetime | None,
    held_until: date | None,
    by: Actor,
) -> None:
    """Change what is told of the event beside its programme; everybody reads it at once where it is public.

    The address stays, because it has been passed on. The number of seats is changed where the waiting list is.
    """
    lock(event)
    event.kind, event.title, event.theme = kind, title, theme
    event.description, event.remark = description, remark
    event.held_on, event.starts_at, event.ends_at = held_on, starts_at, ends_at
    event.place, event.town = place, town
    event.registration_opens_at, event.registration_closes_at = registration_opens_at, registration_closes_at
    event.held_until = held_until
    event.save()

    log.record(event.case, "event.facts_changed", by=by)
