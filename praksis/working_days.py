"""Danish working days: Monday to Friday, less the public holidays in law and the agency's own closed days.

The deadline of a mini course is the last working day of the month, and a deadline lasts the whole of its last day in
Danish time. Holidays by custom only (1 May, 5 June, 24 and 31 December) are working days unless the agency names them
as closed. Store bededag counts until 2023; the holidays library knows when it went.

Pure: dates in, dates out, no table is read.
"""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FIRST_YEAR, LAST_YEAR = holidays.Denmark.start_year, holidays.Denmark.end_year

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def _public_holidays(year: int) -> frozenset[date]:
    """The public holidays in law of one year.

    A calendar of our own per year, because the library's calendar fills itself while it is read, which two threads must
    not do at once. Outside its years the library answers "no holidays" without a word, so that is refused here.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Danish holidays are known for the years {FIRST_YEAR} to {LAST_YEAR}, not for {year}.")
    return frozenset(holidays.Denmark(years=year))


def is_working_day(day: date, closed: Collection[date] = frozenset()) -> bool:
    """Whether the agency works that day; `closed` is its own list of closed days.

    Raises ValueError for a year whose holidays are not known.
    """
    return day not in _public_holidays(day.year) and day.weekday() < SATURDAY and day not in closed


def last_working_day(year: int, month: int, closed: Collection[date] = frozenset()) -> date:
    """The last working day of a month: "den sidste hverdag i hver måned", the deadline of mini courses.

    Raises ValueError for a month that does not exist, a year whose holidays are not known, or a month that is closed
    from end to end.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"There is no month {month}.")
    for number in range(monthrange(year, month)[1], 0, -1):
        day = date(year, month, number)
        if is_working_day(day, closed):
            return day
    raise ValueError(f"Every day of {year}-{month:02} is closed.")


def add_working_days(day: date, count: int, closed: Collection[date] = frozenset()) -> date:
    """The working day that comes `count` working days after `day`; with a count of 0 the day itself.

    Raises ValueError for a negative count or a year whose holidays are not known.
    """
    if count < 0:
        raise ValueError("Working days are counted forwards.")
    while count:
        day += ONE_DAY
        count -= is_working_day(day, closed)
    return day


def end_of_day(day: date) -> datetime:
    """The last instant of that day in Denmark: a deadline is kept when `received_at <= end_of_day(day)`.

    The clocks change at two and three in the morning, so this instant exists once on every day.
    """
    return datetime.combine(day, time.max, tzinfo=COPENHAGEN)
