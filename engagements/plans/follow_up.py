"""When it is asked what became of an anchoring plan. Pure: dates in, dates out.

Nobody is asked on a day on which nobody is at work: at weekends, on holidays, in July, in the school holidays.
"""

from calendar import monthrange
from datetime import date, timedelta

from engagements.courses.quiet import is_quiet
from engagements.plans.models import MONTHS
from praksis.working_days import is_working_day

ONE_DAY = timedelta(days=1)
# So many days there are to answer; quiet days are not counted, nobody is there to answer.
DAYS_TO_ANSWER = 30
# After so many of them it is reminded of, once
REMIND_AFTER = 14
# Where nothing was sent for longer than this, it is too late to ask.
LATEST = timedelta(days=120)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_asking_day(day: date) -> bool:
    """Whether people are at work that day."""
    return is_working_day(day) and not is_quiet(day)


def due_months(closed_on: date, today: date) -> int | None:
    """After how many months it is time to ask today, of a course that was closed then; None where it is not.

    After an outage only the newest is asked, and nothing of long ago.
    """
    if not is_asking_day(today):
        return None
    come = [months for months in MONTHS if months_after(closed_on, months) <= today]
    if not come or today - months_after(closed_on, come[-1]) > LATEST:
        return None
    return come[-1]


def counted_from(day: date, days: int) -> date:
    """The day that lies so many days later, without the quiet ones."""
    while days:
        day += ONE_DAY
        days -= not is_quiet(day)
    return day


def answer_by(asked_on: date) -> date:
    """The last day on which it can be answered."""
    return counted_from(asked_on, DAYS_TO_ANSWER)


def remind_on(asked_on: date) -> date:
    """The day on which those who have not answered are reminded."""
    day = counted_from(asked_on, REMIND_AFTER)
    while not is_asking_day(day):
        day += ONE_DAY
    return day
