"""On which days it is asked what became of an anchoring plan."""

from datetime import date, timedelta

import pytest

from engagements.plans import follow_up


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 15), 6, date(2026, 7, 15)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 18), 12, date(2027, 12, 18)),
        (date(2026, 7, 1), 6, date(2027, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert follow_up.months_after(day, months) == later


@pytest.mark.parametrize(
    ("day", "asks"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 7, 15), False),
        (date(2026, 10, 14), False),  # the autumn holiday
        (date(2027, 5, 6), False),  # Ascension Day
        (date(2026, 12, 28), False),
    ],
)
def test_nobody_is_asked_on_a_day_when_nobody_is_at_work(day, asks):
    assert follow_up.is_asking_day(day) is asks


CLOSED = date(2026, 1, 20)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 5, 20), None),
        (date(2026, 7, 20), None),  # six months later lies in July
        (date(2026, 7, 31), None),
        (date(2026, 8, 1), None),  # a Saturday
        (date(2026, 8, 3), 6),
        (date(2026, 11, 17), 6),  # 120 days late
        (date(2026, 11, 18), None),
        (date(2027, 1, 19), None),
        (date(2027, 1, 20), 12),
        (date(2027, 5, 20), 12),
        (date(2027, 5, 21), None),
    ],
)
def test_it_is_time_to_ask_from_the_first_working_day_on_and_not_too_late(today, months):
    assert follow_up.due_months(CLOSED, today) == months


def test_there_are_thirty_days_to_answer_and_holidays_are_not_counted():
    in_spring, before_july = date(2026, 5, 1), date(2026, 6, 25)

    assert follow_up.answer_by(in_spring) == in_spring + timedelta(days=30)
    assert follow_up.answer_by(before_july) == before_july + timedelta(days=30 + 31)


@pytest.mark.parametrize(
    ("asked_on", "reminded_on"),
    [
        (date(2026, 11, 9), date(2026, 11, 23)),
        (date(2026, 11, 6), date(2026, 11, 20)),
        (date(2026, 11, 7), date(2026, 11, 23)),  # fourteen days later is a Saturday
        (date(2026, 6, 24), date(2026, 8, 10)),  # July is left out, and then comes a Saturday
    ],
)
def test_the_reminder_comes_a_fortnight_later_on_a_working_day(asked_on, reminded_on):
    assert follow_up.remind_on(asked_on) == reminded_on
    assert reminded_on < follow_up.answer_by(asked_on)
