"""Laying a whole programme at once, as the files of known events have it."""

from django.db import transaction

from conferences.programme.actions.publishing import edit
from conferences.programme.models import Event, Pause, Speaker, Talk, Workshop
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.errors import ActionError


@transaction.atomic
def set_programme(event: Event, programme: list[dict], *, by: Actor) -> None:
    """Lay the programme anew: what stood there is replaced.

    Each row has "kind" (break, talk or workshops), "starts_at" and "ends_at" (such as "09:30") and "title". A talk also
    has "text", "room", "theme" and "speakers" (each with "name" and "title"); a row of workshops has "workshops", each
    with the same and "seats". Raises KeyError for a kind that is not known or a value that is missing, and ActionError
    where guests have chosen workshops.
    """
    edit(event)
    if event.workshops.filter(choices__isnull=False).exists():
        raise ActionError("Gæster har valgt workshops, så programmet kan ikke lægges helt om. Ret punkterne enkeltvis.")
    for sessions in (event.pauses, event.talks, event.workshops):
        sessions.all().delete()
    for row in programme:
        _ROWS[row["kind"]](event, row)

    log.record(event.case, "event.programme_set", by=by, talks=event.talks.count(), workshops=event.workshops.count())


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
        workshop = Workshop.objects.create(**_stretch(event, row), **_content(one), seats=one["seats"], shown={})
        workshop.speakers.set(_speakers(one))


_ROWS = {"break": _add_pause, "talk": _add_talk, "workshops": _add_workshops}
