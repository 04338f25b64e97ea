"""Creating an event, laying its programme, and making it public."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from conferences.programme.models import Event, EventStatus, Pause, Speaker, Talk, Workshop
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
) -> Event:
    """Prepare a conference or theme day, with a case of its own. Nobody outside the team sees it yet.

    The times are those of the clock on the wall in Denmark. Raises IntegrityError for an address that is taken.
    """
    event = Event.objects.create(
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
def set_programme(event: Event, programme: list[dict], *, by: Actor) -> None:
    """Lay the programme anew: what stood there is replaced.

    Each row has "kind" (break, talk or workshops), "starts_at" and "ends_at" (such as "09:30") and "title". A talk also
    has "text", "room", "theme" and "speakers" (each with "name" and "title"); a row of workshops has "workshops", each
    with the same and "seats". Raises KeyError for a kind that is not known or a value that is missing.
    """
    lock(event)
    for sessions in (event.pauses, event.talks, event.workshops):
        sessions.all().delete()
    for row in programme:
        _ROWS[row["kind"]](event, row)

    log.record(event.case, "event.programme_set", by=by, talks=event.talks.count(), workshops=event.workshops.count())


@transaction.atomic
def publish(event: Event, *, by: Actor) -> None:
    """Show the programme to everybody. Raises ActionError where there is nothing to show, or where it is shown."""
    lock(event)
    if not (event.talks.exists() or event.workshops.exists()):
        raise ActionError("Programmet er tomt. Tilføj mindst ét oplæg eller én workshop, før I offentliggør det.")
    event.become(EventStatus.PUBLISHED)
    event.published_at = timezone.now()
    event.save(update_fields=["status", "published_at"])
    log.record(event.case, "event.published", by=by)


@transaction.atomic
def take_down(event: Event, *, by: Actor) -> None:
    """Hide the programme again, so that it can be changed. Raises ActionError where it is not shown."""
    lock(event)
    event.become(EventStatus.DRAFT)
    event.published_at = None
    event.save(update_fields=["status", "published_at"])
    log.record(event.case, "event.taken_down", by=by)


def _stretch(event: Event, row: dict) -> dict:
    return {"event": event, "starts_at": row["starts_at"], "ends_at": row["ends_at"]}


def _content(row: dict) -> dict:
    return {name: row[name] for name in ("title", "text", "room", "theme")}


def _speakers(row: dict) -> list[Speaker]:
    return [Speaker.objects.get_or_create(name=one["name"], title=one["title"])[0] for one in row["speakers"]]


def _add_pause(event: Event, row: dict) -> None:
    Pause.objects.create(**_stretch(event, row), title=row["title"])


def _add_talk(event: Event, row: dict) -> None:
    talk = Talk.objects.create(**_stretch(event, row), **_content(row))
    talk.speakers.set(_speakers(row))


def _add_workshops(event: Event, row: dict) -> None:
    for one in row["workshops"]:
        workshop = Workshop.objects.create(**_stretch(event, row), **_content(one), seats=one["seats"])
        workshop.speakers.set(_speakers(one))


_ROWS = {"break": _add_pause, "talk": _add_talk, "workshops": _add_workshops}
