"""The lines that hang together through the day."""

from django.db import transaction
from django.db.models import Max

from conferences.programme.actions.publishing import edit
from conferences.programme.models import Event, Track
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def add_track(event: Event, *, name: str, by: Actor) -> Track:
    """Add a track behind the others. Raises ActionError for a name that another one has."""
    edit(event)
    _refuse_taken(event, name)
    last = event.tracks.aggregate(order=Max("order"))["order"] or 0
    track = Track.objects.create(event=event, name=name, order=last + 1)
    log.record(event.case, "event.track_added", by=by, name=name)
    return track


@transaction.atomic
def rename_track(track: Track, *, name: str, by: Actor) -> None:
    """Call a track something else. Raises ActionError for a name that another one has."""
    edit(track.event)
    lock(track)
    _refuse_taken(track.event, name, but=track)
    before, track.name = track.name, name
    track.save(update_fields=["name"])
    log.record(track.event.case, "event.track_renamed", by=by, before=before, name=name)


@transaction.atomic
def remove_track(track: Track, *, by: Actor) -> None:
    """Remove a track; its sessions stay, and are in none."""
    edit(track.event)
    lock(track)
    name = track.name
    track.delete()
    log.record(track.event.case, "event.track_removed", by=by, name=name)


def _refuse_taken(event: Event, name: str, but: Track | None = None) -> None:
    others = event.tracks.filter(name=name)
    if but:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise ActionError("Sporet er der allerede.", field="name")
