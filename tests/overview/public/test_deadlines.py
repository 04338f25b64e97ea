from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from overview.public.deadlines import next_mini_deadline
from praksis.working_days import end_of_day

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def at(*parts):
    return datetime(*parts, tzinfo=COPENHAGEN)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (at(2018, 3, 1), date(2018, 3, 28)),  # before Easter
        (at(2018, 3, 28, 23, 59, 59), date(2018, 3, 28)),
        (at(2018, 3, 29), date(2018, 4, 30)),
        (at(2018, 6, 30, 12), date(2018, 7, 31)),  # a Saturday after the last working day
        (at(2017, 12, 29, 12), date(2017, 12, 29)),
        (at(2017, 12, 30), date(2018, 1, 31)),  # over New Year
        (at(2018, 11, 30, 23, 59), date(2018, 11, 30)),
        (at(2018, 12, 1), date(2018, 12, 31)),
    ],
)
def test_the_next_deadline_is_the_last_working_day_of_the_month(now, day):
    assert next_mini_deadline(now, None) == end_of_day(day)


def test_midnight_is_that_of_denmark():
    last_second = end_of_day(date(2018, 1, 31)).astimezone(ZoneInfo("UTC"))

    assert next_mini_deadline(last_second, None) == last_second
    assert next_mini_deadline(last_second + timedelta(microseconds=1), None) == end_of_day(date(2018, 2, 28))


def test_the_programmes_last_deadline_is_the_last():
    last = date(2019, 8, 30)

    assert next_mini_deadline(at(2019, 8, 30, 23, 59), last) == end_of_day(last)
    assert next_mini_deadline(at(2019, 8, 31), last) is None
    assert next_mini_deadline(at(2019, 8, 31), None) == end_of_day(date(2019, 9, 30))
