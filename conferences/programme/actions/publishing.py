"""Showing a programme to everybody, in versions that stay as they were."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conferences.programme import content
from conferences.programme.models import Event, EventStatus, ProgrammeVersion
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def publish(event: Event, *, by: Actor) -> None:
    """Show the programme to everybody, as a version of it. A programme shown before, and not changed, makes no new one.

    Raises ActionError where there is nothing to show, or where it is shown.
    """
    lock(event)
    items = _worth_showing(event)
    event.become(EventStatus.PUBLISHED)
    event.published_at = timezone.now()
    event.save(update_fields=["status", "published_at"])
    if not _is_newest(event, items):
        freeze(event, items, by=by)
    log.record(event.case, "event.published", by=by)


@transaction.atomic
def publish_changes(event: Event, *, by: Actor) -> ProgrammeVersion:
    """Let everybody read the draft of a programme that is public: its next version.

    Raises ActionError where it is not public, where nothing is left of it, or where nothing has changed.
    """
    lock(event)
    if not event.is_published:
        raise ActionError("Programmet er ikke offentliggjort. Offentliggør det på arrangementets side.")
    items = _worth_showing(event)
    if _is_newest(event, items):
        raise ActionError("Der er ingen ændringer at offentliggøre.")

    version = freeze(event, items, by=by)
    log.record(event.case, "event.changes_published", by=by, number=version.number)
    return version


@transaction.atomic
def take_down(event: Event, *, by: Actor) -> None:
    """Hide the programme again. Its versions stay. Raises ActionError where it is not shown."""
    lock(event)
    event.become(EventStatus.DRAFT)
    event.published_at = None
    event.save(update_fields=["status", "published_at"])
    log.record(event.case, "event.taken_down", by=by)


def edit(event: Event) -> None:
    """Lock the event for a change of its draft. What the public reads stays as it is: it is a version from now on.

    An event that was made public before there were versions gets its first one here.
    """
    lock(event)
    if event.published_at and not event.versions.exists():
        ProgrammeVersion.objects.create(
            event=event, number=1, content=content.as_json(content.draft(event)), published_at=event.published_at
        )


def freeze(event: Event, items: list[content.Item], *, by: Actor) -> ProgrammeVersion:
    """Keep the items as the event's next version."""
    before = event.versions.aggregate(number=Max("number"))["number"] or 0
    return ProgrammeVersion.objects.create(
        event=event, number=before + 1, content=content.as_json(items), published_by=by.user
    )


def _worth_showing(event: Event) -> list[content.Item]:
    items = content.draft(event)
    if all(item.kind == content.PAUSE for item in items):
        raise ActionError("Programmet er tomt. Tilføj mindst ét oplæg eller én workshop, før I offentliggør det.")
    return items


def _is_newest(event: Event, items: list[content.Item]) -> bool:
    newest = event.versions.order_by("-number").first()
    return newest is not None and newest.content == content.as_json(items)
