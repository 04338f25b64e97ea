"""The timeline and audit: what is recorded, in which words, and who sees it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent, Case


@dataclass(frozen=True)
class Kind:
    """The Danish words of a kind of event; `{name}` takes a value of the event's data.

    What only the case's own page tells, to those whom that page lets in, is not for the look-up of administrators.
    """

    text: str
    party_sees_it: bool = True
    only_on_the_case: bool = False


KINDS: dict[str, Kind] = {}
# So many events stand on a page; components/timeline.html leads on to the whole history.
SHOWN, WHOLE = 8, 1000


def describe(kinds: dict[str, Kind]) -> None:
    """Register the kinds of events of a wing; called once from its apps.py."""
    KINDS.update(kinds)


def record(case: Case | None, kind: str, *, by: Actor, at=None, **data) -> AuditEvent:
    """Add one event to the case's timeline (or, without a case, to the audit).

    `kind` must be described, `data` must be plain JSON values. Call it last in an action, inside its transaction.
    """
    assert kind in KINDS, f"Undescribed kind of event: {kind}"
    return AuditEvent.objects.create(
        case=case,
        kind=kind,
        at=at or timezone.now(),
        actor_kind=by.kind,
        actor_user=by.user,
        actor_link=by.link,
        actor_name=by.name,
        data=data,
    )


def kept_to_the_case() -> list[str]:
    """The kinds of events that nobody is told of but on the case's own page."""
    return [name for name, kind in KINDS.items() if kind.only_on_the_case]


def words(event: AuditEvent) -> str:
    """The event as a Danish sentence."""
    return _sentence(event.kind, event.data)


def _sentence(kind: str, data: dict) -> str:
    return KINDS[kind].text.format_map(data)


def asked_for(query) -> int:
    """How many events a page shows: the newest, or, with `?historik=`, as many as anybody could read."""
    return WHOLE if "historik" in query else SHOWN


def timeline(case: Case, *, party: bool, limit: int = SHOWN) -> list[dict]:
    """The newest events of a case as {"at", "text", "who"}; for the party only what the party may see."""
    return lines(events_of(case, party=party)[:limit])


def events_of(case: Case, *, party: bool) -> QuerySet:
    """What has happened in a case, the newest first, as values for `lines`; for the party what the party may see."""
    events = case.events.order_by("-at", "-id")
    if party:
        events = events.filter(kind__in=[name for name, kind in KINDS.items() if kind.party_sees_it])
    return events.values_list("at", "kind", "data", "actor_name")


def lines(events: Iterable[tuple]) -> list[dict]:
    """Events as components/timeline.html draws them: {"at", "text", "who"}."""
    return [{"at": at, "text": _sentence(kind, data), "who": who} for at, kind, data, who in events]
