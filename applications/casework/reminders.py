"""What falls due after an application is handed in: the answers that we have asked for again, and hearings."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.utils import timezone

from applications.casework import emails, people
from applications.casework.models import Hearing
from applications.drafting.models import Reopening, Status
from praksis.mail.reminders import Due, newest_step
from praksis.working_days import ONE_DAY, is_working_day

ANSWER_DAYS = (2,)
# Of a hearing: working days, since nobody should come to it on a Monday and have it due that day.
HEARING_WORKING_DAYS = 2


def due(now: datetime) -> Iterable[Due]:
    """Everything due at `now`: the answers and the hearings of standing applications that are still open."""
    today = timezone.localdate(now)
    yield from _answers(today)
    yield from _hearings(today)


def _answers(today: date) -> Iterator[Due]:
    waiting = Reopening.objects.filter(
        answered_at=None, closed_at=None, due_on__gte=today, answer__application__status=Status.SUBMITTED
    )
    related = ("answer__question", "answer__application__case")
    for reopening in waiting.select_related(*related):
        step = newest_step(today, reopening.due_on, ANSWER_DAYS, since=timezone.localdate(reopening.asked_at))
        if step is None:
            continue
        application = reopening.answer.application
        for to in people.writers_of(application):
            letter = emails.still_unanswered(application, reopening, to=to, due_on=step)
            yield Due("answer.unanswered", reopening.pk, to, step, letter)


def _hearings(today: date) -> Iterator[Due]:
    waiting = Hearing.objects.waiting(today).filter(application__status=Status.SUBMITTED)
    for hearing in waiting.select_related("application__case"):
        days = (hearing.due_on - working_days_before(hearing.due_on, HEARING_WORKING_DAYS)).days
        step = newest_step(today, hearing.due_on, [days], since=timezone.localdate(hearing.sent_at))
        if step is None:
            continue
        for to in people.writers_of(hearing.application):
            letter = emails.hearing_waits(hearing.application, hearing, to=to, due_on=step)
            yield Due("hearing.unanswered", hearing.pk, to, step, letter)


def working_days_before(day: date, count: int) -> date:
    """The working day that comes `count` working days before `day`."""
    while count:
        day -= ONE_DAY
        count -= is_working_day(day)
    return day
