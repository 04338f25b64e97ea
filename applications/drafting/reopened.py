"""The answers of an application that are asked for again: whose turn it is then."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Subquery

from applications.drafting.models import Application, Reopening, Status


class Waiting(NamedTuple):
    """An answer that is asked for again, and the last day on which it can be sent."""

    pk: UUID
    due_on: date


def first_waiting(today: date, field: str) -> Subquery:
    """This field of the reopening that is due first, to annotate applications with; None where we wait for none."""
    waiting = Reopening.objects.waiting(today).filter(answer__application=OuterRef("pk"))
    return Subquery(waiting.order_by("due_on", "asked_at", "pk").values(field)[:1])


def of(application: Application, today: date) -> Waiting | None:
    """The answer we wait for first; None where we wait for none. Nothing is read of what is not handed in."""
    if application.status != Status.SUBMITTED:
        return None
    waiting = Reopening.objects.waiting(today).filter(answer__application=application)
    first = waiting.order_by("due_on", "asked_at", "pk").values_list("pk", "due_on").first()
    return Waiting(*first) if first else None
