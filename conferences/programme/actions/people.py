"""Speakers across events: correcting who they are, making one of two rows for the same person, and deleting."""

from collections.abc import Iterable

from django.db import transaction

from conferences.programme import content
from conferences.programme.actions.publishing import edit
from conferences.programme.models import Event, Speaker
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.mail import links

TAKEN = "Der er allerede en oplægsholder med det navn og den stilling. Er det den samme, så saml de to."


@transaction.atomic
def change_speaker(speaker: Speaker, *, name: str, title: str, email: str, by: Actor) -> None:
    """Correct name, title and address. Drafts say it at once; what is published stays until it is published anew.

    Raises ActionError where another speaker has the same name and title.
    """
    _edit_all(events_of(speaker))
    lock(speaker)
    if Speaker.objects.filter(name=name, title=title).exclude(pk=speaker.pk).exists():
        raise ActionError(TAKEN, field="title")
    before = str(speaker)
    if (name, title, email.lower()) == (speaker.name, speaker.title, speaker.email):
        return
    speaker.name, speaker.title, speaker.email = name, title, email.lower()
    speaker.save()
    log.record(None, "speaker.changed", by=by, before=before, after=str(speaker))


@transaction.atomic
def set_address(event: Event, speaker: Speaker, *, email: str, by: Actor) -> None:
    """Write where a speaker of the event gets mail. The link they have stays as it is until they are asked again."""
    lock(event)
    lock(speaker)
    if speaker.email == email.lower():
        return
    speaker.email = email.lower()
    speaker.save(update_fields=["email"])
    log.record(event.case, "speaker.address_changed", by=by, name=speaker.name)


@transaction.atomic
def merge(kept: Speaker, gone: Speaker, *, by: Actor) -> None:
    """Let `kept` stand wherever `gone` does, with what they were asked and answered; then `gone` is no more.

    Versions that were published stay as they are. Raises ActionError for a speaker and themselves, and where both are
    in sessions at the same time, so that they cannot be the same person.
    """
    if kept.pk == gone.pk:
        raise ActionError("Vælg en anden oplægsholder at samle med.")
    events = {event.pk: event for one in (kept, gone) for event in events_of(one)}
    _edit_all(events[key] for key in sorted(events))
    for one in sorted((kept, gone), key=lambda one: one.pk):
        lock(one)
    for event in events.values():
        _refuse_at_once(event, kept, gone)

    for session in [*gone.talks.order_by("pk"), *gone.workshops.order_by("pk")]:
        session.speakers.remove(gone)
        session.speakers.add(kept)
    _move_requests(kept, gone)
    if not kept.email and gone.email:
        kept.email = gone.email
        kept.save(update_fields=["email"])
    words = str(gone)
    gone.delete()
    log.record(None, "speaker.merged", by=by, gone=words, kept=str(kept))


@transaction.atomic
def delete_speaker(speaker: Speaker, *, by: Actor) -> None:
    """Delete a speaker who is in no programme and was never asked. Raises ActionError for anybody else."""
    lock(speaker)
    if speaker.talks.exists() or speaker.workshops.exists():
        raise ActionError("Oplægsholderen står i et program og kan ikke slettes. Tag vedkommende ud af det først.")
    if speaker.requests.exists():
        raise ActionError("Oplægsholderen er spurgt om sin del af et program og kan ikke slettes.")
    words = str(speaker)
    speaker.delete()
    log.record(None, "speaker.deleted", by=by, name=words)


def events_of(speaker: Speaker) -> list[Event]:
    """The events in whose drafts the speaker is, the newest first."""
    found = Event.objects.filter(talks__speakers=speaker) | Event.objects.filter(workshops__speakers=speaker)
    return list(found.distinct().order_by("-held_on", "slug"))


def _edit_all(events: Iterable[Event]) -> None:
    for event in sorted(events, key=lambda event: event.pk):
        edit(event)


def _refuse_at_once(event: Event, kept: Speaker, gone: Speaker) -> None:
    of: dict[str, list[content.Item]] = {str(one.pk): [] for one in (kept, gone)}
    for item in content.draft(event):
        for person in item.speakers:
            if person.id in of:
                of[person.id].append(item)
    for mine in of[str(kept.pk)]:
        for theirs in of[str(gone.pk)]:
            if mine.id == theirs.id:
                raise ActionError(
                    f"De står begge på »{mine.title}« ({event}). Er de den samme, så tag den ene ud dér først."
                )
            if mine.overlaps(theirs.starts_at, theirs.ends_at):
                raise ActionError(
                    f"De er på »{mine.title}« og »{theirs.title}« samtidig ({event}), så det kan ikke være den samme."
                )


def _move_requests(kept: Speaker, gone: Speaker) -> None:
    """Of two requests for one event that of `kept` stays, and the other one's link is withdrawn."""
    own = {request.event_id: request for request in kept.requests.order_by("pk")}
    for request in gone.requests.select_related("link").order_by("pk"):
        if stays := own.get(request.event_id):
            request.corrections.update(request=stays)
            links.withdraw(request.link)
            request.delete()
        else:
            request.speaker = kept
            request.save(update_fields=["speaker"])
