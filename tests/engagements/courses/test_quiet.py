from datetime import date

import pytest

from engagements.courses import quiet


@pytest.mark.parametrize(
    ("day", "is_quiet"),
    [
        (date(2018, 6, 30), False), (date(2018, 7, 1), True), (date(2018, 7, 31), True), (date(2018, 8, 1), False),
        (date(2018, 2, 11), False), (date(2018, 2, 12), True), (date(2018, 2, 25), True), (date(2018, 2, 26), False),
        (date(2018, 10, 15), True), (date(2018, 10, 22), False),
        (date(2018, 12, 22), False), (date(2018, 12, 23), True), (date(2019, 1, 2), True), (date(2019, 1, 3), False),
        (date(2018, 3, 25), False), (date(2018, 3, 26), True), (date(2018, 4, 2), True), (date(2018, 4, 3), False),
    ],
)  # fmt: skip
def test_july_and_the_school_holidays_are_quiet(day, is_quiet):
    assert quiet.is_quiet(day) == is_quiet


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2018, 5, 1), date(2018, 5, 31), 30),
        (date(2018, 6, 20), date(2018, 8, 10), 20),
        (date(2018, 5, 1), date(2018, 5, 1), 0),
        (date(2018, 5, 2), date(2018, 5, 1), 0),
    ],
)
def test_quiet_days_do_not_count(first, last, days):
    assert quiet.days_between(first, last) == days
