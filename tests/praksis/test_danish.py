"""Dates and times as Danes read them."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from praksis import danish

LAST_MINUTE = datetime(2017, 11, 3, 22, 59, 59, tzinfo=UTC)


def test_a_day_is_written_out():
    assert danish.danish_date(date(2017, 11, 3)) == "fredag den 3. november 2017"


def test_a_moment_is_the_day_it_is_in_denmark():
    assert danish.danish_date(datetime(2017, 11, 3, 23, 30, tzinfo=UTC)) == "lørdag den 4. november 2017"


def test_a_moment_is_written_with_a_point():
    assert danish.danish_datetime(LAST_MINUTE) == "fredag den 3. november 2017 kl. 23.59"


def test_a_short_date_leaves_the_weekday_out():
    assert danish.short_date(date(2018, 5, 1)) == "1. maj 2018"


@pytest.mark.parametrize(
    "write", [danish.danish_date, danish.danish_datetime, danish.danish_time, danish.short_date, danish.days_left]
)
def test_nothing_is_written_as_nothing(write):
    assert write(None) == ""


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2017-10-22T10:00+00:00", "12 dage tilbage"),
        ("2017-11-02T22:59+00:00", "1 dag tilbage"),
        ("2017-11-02T23:01+00:00", "sidste dag er i dag"),
        ("2017-11-03T22:59:58+00:00", "sidste dag er i dag"),
        ("2017-11-03T23:00+00:00", "udløbet"),
        ("2017-12-24T12:00+00:00", "udløbet"),
    ],
)
def test_the_days_left_are_counted_in_danish_days(now, words):
    with time_machine.travel(now, tick=False):
        assert danish.days_left(LAST_MINUTE) == words


def test_a_deadline_without_a_time_lasts_its_whole_day():
    with time_machine.travel("2017-11-03T22:30+00:00", tick=False):
        assert danish.days_left(date(2017, 11, 3)) == "sidste dag er i dag"


@pytest.mark.parametrize(("number", "words"), [(0, "0 pladser"), (1, "1 plads"), (12, "12 pladser")])
def test_seats_are_told_in_words(number, words):
    assert danish.seats_in_words(number) == words
