"""Showing a programme to everybody, in versions that stay as they were."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from conferences.programme import content, followers
from conferences.programme.models import Event, EventStatus, ProgrammeVersion, Workshop
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
    items, before = _worth_showing(event), _newest(event)
    event.become(EventStatus.PUBLISHED)
    event.published_at = timezone.now()
    event.save(update_fields=["status", "published_at"])
    if not _is_of(before, items):
        freeze(event, items, by=by)
    log.record(event.case, "event.published", by=by)
    _tell(event, before, items, by=by)


@transaction.atomic
def publish_changes(event: Event, *, by: Actor) -> ProgrammeVersion:
    """Let everybody read the draft of a programme that is public: its next version.

    Raises ActionError where it is not public, where nothing is left of it, or where nothing has changed.
    """
    lock(event)
    if not event.is_published:
        raise ActionError("Programmet er ikke offentliggjort. Offentliggør det på arrangementets side.")
    items, before = _worth_showing(event), _newest(event)
    if _is_of(before, items):
        raise ActionError("Der er ingen ændringer at offentliggøre.")

    version = freeze(event, items, by=by)
    log.record(event.case, "event.changes_published", by=by, number=version.number)
    _tell(event, before, items, by=by)
    return version


@transaction.atomic
def take_down(event: Event, *, by: Actor) -> None:
    """Hide the programme again. Its versions stay.

    Raises ActionError where it is not shown, and where guests to come would lose sight of it: they are told by calling
    it off.
    """
    lock(event)
    if event.is_published and event.is_coming and (number := event.registrations.active().count()):
        guests = "En gæst er tilmeldt" if number == 1 else f"{number} gæster er tilmeldt"
        raise ActionError(
            f"{guests}, så programmet kan ikke tages ned. Ret det, eller aflys arrangementet, så de får besked."
        )
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
        items = content.draft(event)
        ProgrammeVersion.objects.create(
            event=event, number=1, content=content.as_json(items), published_at=event.published_at
        )
        _show(event, items)


def freeze(event: Event, items: list[content.Item], *, by: Actor) -> ProgrammeVersion:
    """Keep the items as the event's next version."""
    before = event.versions.aggregate(number=Max("number"))["number"] or 0
    _show(event, items)
    return ProgrammeVersion.objects.create(
        event=event, number=before + 1, content=content.as_json(items), published_by=by.user
    )


def _worth_showing(event: Event) -> list[content.Item]:
    items = content.draft(event)
    if all(item.kind == content.PAUSE for item in items):
        raise ActionError("Programmet er tomt. Tilføj mindst ét oplæg eller én workshop, før I offentliggør det.")
    return items


def _newest(event: Event) -> ProgrammeVersion | None:
    return event.versions.order_by("-number").first()


def _is_of(version: ProgrammeVersion | None, items: list[content.Item]) -> bool:
    return version is not None and version.content == content.as_json(items)


def _show(event: Event, items: list[content.Item]) -> None:
    """Keep with each workshop what the public reads of it from now on; text and speakers stand in the version."""
    rows = {row["id"]: {**row, "text": "", "speakers": []} for row in content.as_json(items)}
    workshops = list(event.workshops.filter(is_removed=False))
    for workshop in workshops:
        workshop.shown = rows[str(workshop.pk)]
    Workshop.objects.bulk_update(workshops, ["shown"])


def _tell(event: Event, before: ProgrammeVersion | None, items: list[content.Item], *, by: Actor) -> None:
    """Let later rooms follow. What was taken out is gone then, unless it stands in what guests of a past day chose."""
    were = content.from_json(before.content) if before else items
    followers.tell(followers.News(event, followers.Facts.of(event), were, items, by))
    event.workshops.filter(is_removed=True, choices=None).delete()
