"""What a device sends once it has network again: read, and each entry done by itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from conferences.door import actions
from conferences.door.forms import WalkInForm
from conferences.door.models import EntryKind
from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.cases.actors import Actor
from praksis.errors import ActionError

MOST = 200
WALK_IN = "walk_in"
KINDS = {*EntryKind.values, WALK_IN}
DONE, ALREADY, UNKNOWN, REFUSED = "done", "already", "unknown", "refused"

UNREADABLE = "Det, der blev sendt, kunne ikke læses. Åbn siden igen."
TOO_MANY = f"Der blev sendt for meget på én gang. Send højst {MOST} indtjekninger ad gangen."
NOT_HERE = "Gæsten er ikke tilmeldt her. Hent listen igen, eller tjek gæsten ind uden tilmelding."
CLOSED = "Døren er lukket, og indtjekningen er ikke fra dagen. Bed en leder om at rette det."


class BadBatch(ValueError):
    """What was sent is nothing of ours; says so in a Danish sentence."""


@dataclass(frozen=True)
class Sent:
    """One entry as the device made it; `at` by its own clock, None where that cannot be read."""

    key: UUID
    kind: str
    at: datetime | None
    is_fact: bool
    data: Mapping[str, Any]


def read(body: bytes) -> tuple[datetime | None, list[Sent]]:
    """What the device's clock showed when it sent, and the entries in their order. Raises BadBatch."""
    try:
        batch = json.loads(body)
        entries = batch["entries"]
        if not isinstance(entries, list):
            raise BadBatch(UNREADABLE)
        if len(entries) > MOST:
            raise BadBatch(TOO_MANY)
        return _moment(batch.get("sent_at")), [_entry(each) for each in entries]
    except BadBatch:
        raise
    # A RecursionError is of brackets in brackets; an AttributeError of text where there should be an object.
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadBatch(UNREADABLE) from None


def _entry(raw: Any) -> Sent:
    if raw["kind"] not in KINDS:
        raise BadBatch(UNREADABLE)
    return Sent(UUID(raw["key"]), raw["kind"], _moment(raw.get("at")), raw.get("is_fact") is True, raw)


def _moment(text: Any) -> datetime | None:
    """A moment with its time zone; None of everything else."""
    try:
        found = parse_datetime(text)
    except (ValueError, TypeError):
        return None
    return found if found and timezone.is_aware(found) else None


def true_time(at: datetime | None, *, sent_at: datetime | None, received_at: datetime, event: Event) -> datetime | None:
    """When it was pressed, by our clock: the device's may be wrong, but then it was as wrong when it sent.

    None of what cannot be: before the day, or in the future.
    """
    if at is None or sent_at is None:
        return None
    try:
        moment = at + (received_at - sent_at)
        is_possible = timezone.localdate(moment) >= event.held_on and moment <= received_at
    except OverflowError:
        return None
    return moment if is_possible else None


def do(event: Event, sent: Sent, *, at: datetime, by: Actor) -> dict[str, str]:
    """Do what one entry says, and tell how it went: its outcome, a sentence where it was refused, and the guest."""
    answer = {"key": str(sent.key)}
    try:
        result = _do(event, sent, at=at, by=by)
    except ActionError as refusal:
        return {**answer, "outcome": REFUSED, "message": str(refusal)}
    if result is None:
        return {**answer, "outcome": UNKNOWN, "message": NOT_HERE}
    outcome = DONE if result.has_changed else ALREADY
    return {**answer, "outcome": outcome, "registration": str(result.registration.pk)}


def _do(event: Event, sent: Sent, *, at: datetime, by: Actor) -> actions.Result | None:
    if sent.kind == WALK_IN:
        # Half of a pair of signs is no text that could be kept.
        texts = {
            name: value.encode(errors="replace").decode() for name, value in sent.data.items() if isinstance(value, str)
        }
        form = WalkInForm({**texts, "key": str(sent.key)})
        if not form.is_valid():
            raise ActionError(" ".join(str(each) for errors in form.errors.values() for each in errors))
        return actions.let_in_walk_in(event, form.guest, key=sent.key, at=at, by=by, is_fact=sent.is_fact)
    registration = registration_of(event, sent.data.get("registration"))
    if registration is None:
        return None
    if sent.kind == EntryKind.UNDO:
        return actions.undo(registration, key=sent.key, at=at, by=by)
    return actions.let_in(registration, key=sent.key, at=at, by=by, is_fact=sent.is_fact)


def registration_of(event: Event, text: Any) -> Registration | None:
    """The event's registration with this id; None where it has none such. A walk-in made without network is known by
    the key of its form."""
    try:
        key = UUID(text)
    except (ValueError, TypeError, AttributeError):
        return None
    rows = event.registrations.select_related("event__case")
    return rows.filter(pk=key).first() or rows.filter(booking=key, is_walk_in=True).first()
