"""Putting slides there, taking them away, and letting the participants fetch them."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from conferences.afterwards.slides.models import Slides, SlidesRelease
from conferences.programme.models import Event, SpeakerRequest, Talk, Workshop
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.danish import file_size
from praksis.db import lock
from praksis.documents.actions import store
from praksis.documents.models import Audience
from praksis.documents.uploads import Upload, named
from praksis.errors import ActionError
from praksis.mail import links

logger = logging.getLogger("praksis.conferences")

KIND = "slides"
# What the slides of one session may be, and what those of an event may fill
MOST_FILES = 5
MOST_BYTES = 300 * 1024**2
NO_ROOM = "Vi kunne ikke gemme filen lige nu. Det er en fejl hos os. Prøv med filen igen om lidt."
NOT_THEIRS = "Du står ikke længere på det i programmet. Skriv til os, hvis det er en fejl."


@transaction.atomic
def add(session: Talk | Workshop, upload: Upload, *, by: Actor) -> Slides:
    """Keep a checked file as slides of a talk or workshop. Sent twice, it is there once.

    Raises ActionError where the session is gone, has too many, or those of the event fill too much, or where the file
    cannot be stored.
    """
    return _add(session, upload, by=by)


@transaction.atomic
def add_own(request: SpeakerRequest, session: Talk | Workshop, upload: Upload, *, at: datetime, by: Actor) -> Slides:
    """The same by a speaker's link. Raises also where the link no longer works, or the session is not theirs."""
    lock(session.event)
    lock(request.link)
    links.refuse_unless_usable(request.link, at=at)
    if not session.speakers.filter(pk=request.speaker_id).exists():
        raise ActionError(named(upload.filename, NOT_THEIRS))
    return _add(session, upload, by=by, request=request)


@transaction.atomic
def remove(slides: Slides, *, by: Actor) -> None:
    """Take slides away from the participants. The file stays on the case, as all documents do."""
    lock(slides.event)
    lock(slides)
    title = slides.document.title
    case = slides.event.case
    slides.delete()
    log.record(case, "slides.removed", by=by, title=title)


@transaction.atomic
def decide(event: Event, *, is_shown: bool, by: Actor) -> None:
    """Let the participants fetch the slides from now on, or keep them back until told otherwise. Twice is once."""
    lock(event)
    known = SlidesRelease.objects.filter(event=event).first()
    if known and known.is_shown == is_shown:
        return
    SlidesRelease.objects.update_or_create(
        event=event, defaults={"is_shown": is_shown, "decided_at": timezone.now(), "decided_by": by.person}
    )
    log.record(event.case, "slides.shown" if is_shown else "slides.held_back", by=by)


def _add(session: Talk | Workshop, upload: Upload, *, by: Actor, request: SpeakerRequest | None = None) -> Slides:
    lock(session.event)
    lock(session)
    event = session.event
    there = list(Slides.objects.filter(event=event).select_related("document").order_by("added_at", "pk"))
    own = [one for one in there if session.pk in (one.talk_id, one.workshop_id)]
    for one in own:
        if one.document.sha256 == upload.sha256:
            return one
    if len(own) >= MOST_FILES:
        raise ActionError(named(upload.filename, f"Der er allerede {MOST_FILES} filer, og flere kan der ikke være."))
    taken = sum(one.document.size for one in there)
    if taken + upload.size > MOST_BYTES:
        full = f"Arrangementets slides fylder {file_size(taken)} og må højst fylde {file_size(MOST_BYTES)} i alt."
        raise ActionError(named(upload.filename, full))
    try:
        document = store(
            event.case,
            kind=KIND,
            title=session.title,
            filename=upload.filename,
            content=upload.content,
            content_type=upload.content_type,
            by=by,
            audience=Audience.STAFF,
        )
    except OSError as error:
        logger.error("slides of an event cannot be stored: %s", type(error).__name__)
        raise ActionError(named(upload.filename, NO_ROOM)) from None
    of = {"workshop": session} if isinstance(session, Workshop) else {"talk": session}
    slides = Slides.objects.create(event=event, document=document, speaker=request.speaker if request else None, **of)
    log.record(event.case, "slides.added", by=by, title=session.title)
    return slides
