"""When nobody is expected to be at work with a course: July and the school holidays. Pure: dates in, dates out.

The municipalities set their own school holidays; these are the weeks that most of them have. Ours, and easy to change.
"""

from datetime import date, timedelta
from functools import cache

import holidays

JULY = 7
# Winter holiday in week 7 or 8, autumn holiday in week 42
WEEKS = {7, 8, 42}


def is_quiet(day: date) -> bool:
    """Whether the day lies in July, a week of school holidays, between Christmas and New Year, or in Easter week."""
    if day.month == JULY or day.isocalendar().week in WEEKS:
        return True
    if (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 2):
        return True
    maundy = _maundy_thursday(day.year)
    return maundy - timedelta(days=3) <= day <= maundy + timedelta(days=4)


def days_between(first: date, last: date) -> int:
    """The days after `first` up to `last`, without the quiet ones."""
    span = (last - first).days
    return sum(not is_quiet(first + timedelta(days=number)) for number in range(1, span + 1))


@cache
def _maundy_thursday(year: int) -> date:
    [day] = holidays.Denmark(years=year, language="da").get_named("Skærtorsdag")
    return day
