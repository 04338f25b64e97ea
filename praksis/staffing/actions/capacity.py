"""Setting how many hours a consultant has in a usual month, and in months that are not as usual."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from praksis.accounts.models import User
from praksis.cases import log
from praksis.cases.actors import Actor
from praksis.db import lock
from praksis.errors import ActionError
from praksis.staffing import months as months_
from praksis.staffing.actions.competences import refuse_others
from praksis.staffing.hours import in_words
from praksis.staffing.models import MOST_HOURS, Capacity, Reason

# So far ahead anybody plans.
MOST_MONTHS = 24


@transaction.atomic
def set_usual(consultant: User, hours: Decimal, *, by: Actor) -> None:
    """Say how many hours a consultant has for courses in a usual month. The same again changes nothing.

    Raises ActionError for hours that a month does not have, or where the person is not a consultant.
    """
    lock(consultant)
    refuse_others(consultant)
    refuse_hours(hours)
    usual = Capacity.objects.filter(consultant=consultant, month=None).first()
    if usual and usual.hours == hours:
        return
    facts = {"hours": hours, "set_at": timezone.now(), "set_by": by.person}
    Capacity.objects.update_or_create(consultant=consultant, month=None, defaults=facts)
    log.record(None, "staffing.usual", by=by, consultant=consultant.name, hours=in_words(hours))


@transaction.atomic
def set_months(
    consultant: User, *, first_month: date, last_month: date, hours: Decimal, reason: Reason, by: Actor
) -> None:
    """Say how many hours a consultant has in months that are not as usual, and why. The same again changes nothing.

    Raises ActionError as `set_usual` does, without a reason, and for months that do not make a period.
    """
    lock(consultant)
    refuse_others(consultant)
    refuse_hours(hours)
    wanted = refuse_months(first_month, last_month)
    if not reason:
        raise ActionError("Vælg, hvorfor månederne ikke er som ellers.")
    rows = Capacity.objects.filter(consultant=consultant, month__in=wanted)
    known = {row.month: (row.hours, row.reason) for row in rows}
    changed = [month for month in wanted if known.get(month) != (hours, reason)]
    if not changed:
        return
    facts = {"hours": hours, "reason": reason, "set_at": timezone.now(), "set_by": by.person}
    for month in changed:
        Capacity.objects.update_or_create(consultant=consultant, month=month, defaults=facts)
    said = {"months": months_.period(wanted[0], wanted[-1]), "hours": in_words(hours)}
    log.record(None, "staffing.months", by=by, consultant=consultant.name, **said)


@transaction.atomic
def clear_months(consultant: User, month: date, *, by: Actor) -> None:
    """Let a month be as usual again. Doing it twice changes nothing."""
    lock(consultant)
    month = months_.month_of(month)
    gone, _ = Capacity.objects.filter(consultant=consultant, month=month).delete()
    if gone:
        log.record(None, "staffing.as_usual", by=by, consultant=consultant.name, months=months_.in_words(month))


@transaction.atomic
def note_export(kind: str, *, number: int, by: Actor) -> None:
    """Note in the audit that the calendar was taken out of the system."""
    log.record(None, "staffing.exported", by=by, format=kind, number=number)


def refuse_hours(hours: Decimal, least: Decimal = Decimal(0)) -> None:
    """Raises ActionError for hours that a month does not have."""
    if not least <= hours <= MOST_HOURS:
        raise ActionError(f"Skriv et antal timer fra {in_words(least)} til {MOST_HOURS}.")


def refuse_months(first: date, last: date) -> list[date]:
    """The months of a period. Raises ActionError where it ends before it begins, or is longer than anybody plans."""
    wanted = months_.span(first, last)
    if not wanted:
        raise ActionError("Den sidste måned kan ikke ligge før den første.")
    if len(wanted) > MOST_MONTHS:
        raise ActionError(f"Vælg højst {MOST_MONTHS} måneder ad gangen.")
    return wanted
