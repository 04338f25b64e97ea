"""Reminders: every wing says what is due for whom; each is sent once, and only while it still makes sense."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from praksis.mail import outbox
from praksis.mail.models import Email, Reminder

logger = logging.getLogger("praksis.mail")


@dataclass(frozen=True)
class Due:
    """One reminder that is due: `kind`, `object_id`, `recipient` and `due_on` together make it unique."""

    kind: str
    object_id: object
    recipient: str
    due_on: date
    email: Email


_sources: list[Callable[[datetime], Iterable[Due]]] = []


def register(source: Callable[[datetime], Iterable[Due]]) -> None:
    """Add a function that, given the time now, yields what is due. Called from a wing's apps.py."""
    _sources.append(source)


def newest_step(today: date, deadline: date, days_before: Iterable[int], *, since: date) -> date | None:
    """The date of the reminder that makes sense today: the latest step that has come, or None.

    Steps before `since` (when the matter began) never were due; after the deadline none is.
    """
    if today > deadline:
        return None
    steps = [date.fromordinal(deadline.toordinal() - days) for days in days_before]
    come = [step for step in steps if since <= step <= today]
    return max(come) if come else None


def send_due(now: datetime | None = None) -> int:
    """Queue every reminder that is due and was not sent; returns how many. Two at once queue each only once.

    One that cannot be queued is left for the next run and keeps nobody waiting. Raises the database's own error where
    that is away.
    """
    now = now or timezone.now()
    return sum(_try(due) for source in _sources for due in _unsent(list(source(now))))


def _unsent(dues: list[Due]) -> list[Due]:
    """Those of which no mark stands yet: most of what is due was sent by an earlier run."""
    marks = Reminder.objects.filter(
        kind__in={due.kind for due in dues}, due_on__in={due.due_on for due in dues}
    ).values_list("kind", "object_id", "recipient", "due_on")
    sent = set(marks)
    return [due for due in dues if (due.kind, due.object_id, due.recipient, due.due_on) not in sent]


def _try(due: Due) -> bool:
    try:
        return _send(due)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one, the others are sent
        logger.error("reminder %s of %s cannot be queued: %s", due.kind, due.object_id, type(error).__name__)
        return False


@transaction.atomic
def _send(due: Due) -> bool:
    _, new = Reminder.objects.get_or_create(
        kind=due.kind, object_id=due.object_id, recipient=due.recipient, due_on=due.due_on
    )
    if new:
        outbox.queue(due.email)
    return new
