from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praksis.working_days import FIRST_YEAR, LAST_YEAR, add_working_days, end_of_day, is_working_day, last_working_day

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        (2017, 9, date(2017, 9, 29)),
        (2017, 12, date(2017, 12, 29)),
        (2018, 1, date(2018, 1, 31)),
        (2018, 2, date(2018, 2, 28)),
        (2018, 3, date(2018, 3, 28)),
        (2018, 4, date(2018, 4, 30)),
        (2018, 5, date(2018, 5, 31)),
        (2018, 6, date(2018, 6, 29)),
        (2018, 7, date(2018, 7, 31)),
        (2018, 8, date(2018, 8, 31)),
        (2018, 9, date(2018, 9, 28)),
        (2018, 10, date(2018, 10, 31)),
        (2018, 11, date(2018, 11, 30)),
        (2018, 12, date(2018, 12, 31)),
        (2019, 8, date(2019, 8, 30)),
        (2024, 2, date(2024, 2, 29)),
        (2024, 3, date(2024, 3, 27)),
    ],
)
def test_last_working_day_of_a_month(year, month, expected):
    assert last_working_day(year, month) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 3, 28), True),  # Wednesday before Easter
        (date(2018, 3, 29), False),  # Skærtorsdag
        (date(2018, 3, 30), False),  # Langfredag
        (date(2018, 3, 31), False),  # Saturday
        (date(2018, 4, 1), False),  # Påskedag
        (date(2018, 4, 2), False),  # 2. påskedag
        (date(2018, 4, 3), True),
        (date(2018, 4, 27), False),  # Store bededag
        (date(2023, 5, 5), False),  # the last Store bededag
        (date(2024, 4, 26), True),  # where it would have been
        (date(2018, 5, 10), False),  # Kristi himmelfartsdag
        (date(2018, 5, 11), True),  # the Friday after: closed by custom only
        (date(2018, 5, 21), False),  # 2. pinsedag
        (date(2018, 5, 1), True),
        (date(2018, 6, 5), True),  # Grundlovsdag
        (date(2018, 12, 24), True),
        (date(2018, 12, 25), False),
        (date(2018, 12, 26), False),
        (date(2018, 12, 31), True),
        (date(2019, 1, 1), False),
    ],
)
def test_is_working_day_follows_the_holidays_in_law(day, expected):
    assert is_working_day(day) == expected


def test_a_closed_day_of_the_agency_is_no_working_day():
    closed = frozenset({date(2018, 12, 31), date(2018, 12, 28)})

    assert is_working_day(date(2018, 12, 31), closed) is False
    assert last_working_day(2018, 12, closed) == date(2018, 12, 27)
    assert last_working_day(2018, 12) == date(2018, 12, 31)


def test_a_month_without_a_working_day_is_refused():
    whole_february = {date(2018, 2, number) for number in range(1, 29)}

    with pytest.raises(ValueError, match="Every day of 2018-02 is closed"):
        last_working_day(2018, 2, whole_february)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_that_does_not_exist_is_refused(month):
    with pytest.raises(ValueError, match="There is no month"):
        last_working_day(2018, month)


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_without_a_known_calendar_is_refused(year):
    with pytest.raises(ValueError, match="Danish holidays are known for the years"):
        is_working_day(date(year, 6, 1))


def test_the_first_and_the_last_year_of_the_calendar_have_their_holidays():
    assert is_working_day(date(FIRST_YEAR, 1, 1)) is False
    assert is_working_day(date(LAST_YEAR, 3, 26)) is False  # Langfredag


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2018, 3, 28), 1, date(2018, 4, 3)),  # over Easter
        (date(2018, 3, 31), 0, date(2018, 3, 31)),
        (date(2018, 12, 21), 3, date(2018, 12, 28)),  # over Christmas
        (date(2018, 12, 31), 1, date(2019, 1, 2)),
        (date(2018, 6, 1), 10, date(2018, 6, 15)),
    ],
)
def test_add_working_days_skips_what_is_no_working_day(day, count, expected):
    assert add_working_days(day, count) == expected


def test_add_working_days_skips_the_agency_s_closed_days():
    assert add_working_days(date(2018, 6, 4), 1, closed={date(2018, 6, 5)}) == date(2018, 6, 6)


def test_add_working_days_does_not_count_backwards():
    with pytest.raises(ValueError, match="counted forwards"):
        add_working_days(date(2018, 6, 4), -1)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2017, 11, 3), datetime(2017, 11, 3, 22, 59, 59, 999999, tzinfo=UTC)),  # winter
        (date(2018, 5, 1), datetime(2018, 5, 1, 21, 59, 59, 999999, tzinfo=UTC)),  # summer
        (date(2018, 3, 25), datetime(2018, 3, 25, 21, 59, 59, 999999, tzinfo=UTC)),  # the day has 23 hours
        (date(2018, 10, 28), datetime(2018, 10, 28, 22, 59, 59, 999999, tzinfo=UTC)),  # the day has 25 hours
        (date(2018, 12, 31), datetime(2018, 12, 31, 22, 59, 59, 999999, tzinfo=UTC)),
    ],
)
def test_end_of_day_is_the_last_instant_in_danish_time(day, expected):
    assert end_of_day(day) == expected


def test_the_whole_last_day_counts_and_the_next_does_not():
    deadline = end_of_day(date(2017, 11, 3))

    assert datetime(2017, 11, 3, 22, 59, 59, tzinfo=UTC) <= deadline
    assert datetime(2017, 11, 3, 23, 0, tzinfo=UTC) > deadline


@given(year=st.integers(1990, 2090), month=st.integers(1, 12))
def test_nothing_after_the_last_working_day_of_a_month_is_a_working_day(year, month):
    last = last_working_day(year, month)

    assert is_working_day(last)
    assert (last.year, last.month) == (year, month)
    assert add_working_days(last, 1).month == month % 12 + 1


@given(day=DAYS, count=st.integers(1, 40))
def test_add_working_days_passes_exactly_that_many_working_days(day, count):
    reached = add_working_days(day, count)

    passed = [day + timedelta(days=step) for step in range(1, (reached - day).days + 1)]
    assert sum(map(is_working_day, passed)) == count
    assert is_working_day(reached)


@given(day=DAYS)
def test_a_microsecond_after_the_end_of_a_day_is_the_next_day(day):
    end = end_of_day(day)

    assert end.date() == day
    assert (end + timedelta(microseconds=1)).date() == day + timedelta(days=1)
