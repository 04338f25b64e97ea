"""Pencilling a consultant in, and what becomes of it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from praksis.accounts.models import User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.cases.models import Case
from praksis.db import lock, refuse_taken
from praksis.errors import ActionError
from praksis.staffing import months as months_
from praksis.staffing.actions.capacity import refuse_hours, refuse_months
from praksis.staffing.actions.competences import refuse_others
from praksis.staffing.hours import in_words
from praksis.staffing.models import PromiseStatus, SoftPromise

LEAST = Decimal("0.25")


@transaction.atomic
def make_promise(
    consultant: User,
    *,
    case: Case,
    what: str,
    first_month: date,
    last_month: date,
    hours_per_month: Decimal,
    expires_on: date,
    note: str = "",
    key: UUID | None = None,
    by: Actor,
) -> SoftPromise:
    """Pencil a consultant in for one expected course of a round, or for a course that comes.

    A promise is for one course; for two courses of a round it is made twice. `key` is the form's own: sent twice, it is
    one promise. Raises ActionError where the person is not a consultant, for hours or months that make no sense, or
    where it would have expired already.
    """
    lock(consultant)
    if key:
        if known := consultant.soft_promises.filter(pk=key).first():
            return known
        refuse_taken(SoftPromise, key)
    refuse_others(consultant)
    refuse_hours(hours_per_month, LEAST)
    wanted = refuse_months(first_month, last_month)
    if expires_on < timezone.localdate():
        raise ActionError("Løftet skal gælde mindst til og med i dag.")
    promise = SoftPromise.objects.create(
        pk=key or uuid4(),
        consultant=consultant,
        case=case,
        what=what,
        first_month=wanted[0],
        last_month=wanted[-1],
        hours_per_month=hours_per_month,
        expires_on=expires_on,
        note=note.strip(),
        made_by=by.person,
    )
    said = {"hours": in_words(hours_per_month), "months": months_.period(wanted[0], wanted[-1])}
    log.record(case, "promise.made", by=by, consultant=consultant.name, what=what, **said)
    return promise


@transaction.atomic
def drop_promise(promise: SoftPromise, *, by: Actor) -> None:
    """Let the consultant's time go again. Doing it twice changes nothing; one that was kept stays kept."""
    lock(promise)
    if promise.status == PromiseStatus.DROPPED:
        return
    _end(promise, PromiseStatus.DROPPED)
    log.record(promise.case, "promise.dropped", by=by, consultant=promise.consultant.name, what=promise.what)


@transaction.atomic
def keep_promises(cases: Iterable[Case], consultants: Iterable[User], *, by: Actor) -> None:
    """These consultants were put on a course: what was pencilled in for it is now firm.

    `cases` are those it may have been pencilled in on, the course's own before its round's. Of each consultant one open
    promise is kept, for it was for one course.
    """
    order = [case.pk for case in cases]
    for consultant in consultants:
        found = SoftPromise.objects.filter(consultant=consultant, case__in=order, status=PromiseStatus.OPEN)
        promises = sorted(found.select_for_update(), key=lambda one: (order.index(one.case_id), one.made_at))
        for promise in promises[:1]:
            _end(promise, PromiseStatus.KEPT)
            log.record(promise.case, "promise.kept", by=by, consultant=consultant.name, what=promise.what)


def _end(promise: SoftPromise, status: PromiseStatus) -> None:
    promise.become(status)
    promise.ended_at = timezone.now()
    promise.save(update_fields=["status", "ended_at"])
