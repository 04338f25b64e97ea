"""The rounds of the mini courses: one a month, made ahead of time."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from applications.rounds.actions.rounds import copy_texts
from applications.rounds.models import Programme, ProgrammeKind, Round, RoundStatus
from praksis.cases import log
from praksis.cases.actions import open_case
from praksis.cases.actors import SYSTEM
from praksis.danish import MONTHS
from praksis.db import lock
from praksis.working_days import end_of_day, last_working_day

AHEAD = 12
# A deadline lasts its whole day; the next month's round takes what comes after it.
AN_INSTANT = timedelta(microseconds=1)


@transaction.atomic
def prepare_months(now: datetime, *, months: int = AHEAD) -> list[Round]:
    """Make the rounds of this month and the coming ones that are not there yet, and return them.

    A month's deadline is the end of its last working day, and stored: what a later change of the calendar says does not
    move it. None is made for a deadline that has passed, or that lies after the programme's last one. The rounds take
    applications at once; they have no questions of their own, since a mini is begun before its month is known.
    """
    programme = Programme.objects.filter(kind=ProgrammeKind.MINI).first()
    if programme is None:
        return []
    lock(programme)
    first = timezone.localdate(now).replace(day=1)
    there = set(programme.rounds.values_list("period_from", flat=True))
    made = []
    for ahead in range(months + 1):
        month = months_after(first, ahead)
        closes_on = last_working_day(month.year, month.month)
        if programme.last_deadline_on and closes_on > programme.last_deadline_on:
            break
        if end_of_day(closes_on) >= now and months_after(month, 1) not in there:
            made.append(_prepare(programme, month, end_of_day(closes_on)))
    return made


def months_after(first: date, months: int) -> date:
    """The first day of the month that lies so many months after `first`, itself the first of a month."""
    month = first.month - 1 + months
    return date(first.year + month // 12, month % 12 + 1, 1)


def _prepare(programme: Programme, month: date, deadline: datetime) -> Round:
    before = months_after(month, -1)
    begins = months_after(month, 1)
    name = f"{MONTHS[month.month - 1].capitalize()} {month.year}"
    round_ = Round.objects.create(
        case=open_case(f"Ansøgningsrunde: {programme}, {name}"),
        programme=programme,
        name=name,
        opens_at=end_of_day(last_working_day(before.year, before.month)) + AN_INSTANT,
        deadline=deadline,
        period_from=begins,
        period_to=months_after(begins, programme.months) - timedelta(days=1),
        places=programme.places_per_round,
        status=RoundStatus.ASSESSING,
    )
    copy_texts(round_)
    log.record(round_.case, "round.created", by=SYSTEM, name=name)
    return round_
