"""Opening and closing cases, and what is written on them."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import Case, CaseCounter, Message, Note
from praksis.db import lock
from praksis.errors import ActionError


@transaction.atomic
def open_case(title: str, *, party=None, at=None) -> Case:
    """Open a case with the year's next reference number, such as 2026-0042.

    The number is taken under a lock, so two cases never share one and none is skipped when an action is rolled back.
    """
    at = at or timezone.now()
    counter, _ = CaseCounter.objects.get_or_create(year=timezone.localtime(at).year)
    lock(counter)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Case.objects.create(reference=f"{counter.year}-{counter.last:04d}", title=title, party=party, opened_at=at)


@transaction.atomic
def send_message(case: Case, *, text: str, from_party: bool, by: Actor, attachments: Iterable = ()) -> Message:
    """Write to the other side of the case. Whoever answers has read what stood there.

    The caller tells the other side by mail. Raises ActionError for an empty message.
    """
    if not text.strip():
        raise ActionError("Skriv en besked.")
    mark_read(case, by_party=from_party)
    message = Message.objects.create(case=case, text=text.strip(), from_party=from_party, sent_by=by.person)
    message.attachments.set(attachments)
    log.record(case, "message.received" if from_party else "message.sent", by=by)
    return message


@transaction.atomic
def mark_read(case: Case, *, by_party: bool) -> None:
    """Note that the other side's messages have been read. A second call changes nothing."""
    Message.objects.filter(case=case, from_party=not by_party, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def add_note(case: Case, *, text: str, follows: Note | None = None, by: Actor) -> Note:
    """Write a note on the case, or add to one that stands there (offentlighedsloven § 13).

    An addition to an addition is one to the note itself. Raises ActionError for an empty note.
    """
    if not text.strip():
        raise ActionError("Skriv et notat.")
    if follows is not None and follows.follows_id:
        follows = follows.follows
    note = Note.objects.create(case=case, text=text.strip(), follows=follows, by=by.person)
    log.record(case, "note.continued" if follows else "note.added", by=by)
    return note
