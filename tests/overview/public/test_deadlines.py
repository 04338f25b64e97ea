from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from applications.rounds.actions import prepare_months
from applications.rounds.models import Programme, Round, RoundStatus
from overview.public.deadlines import next_mini_deadline
from praksis.working_days import end_of_day
from tests.factories.rounds import ProgrammeFactory, RoundFactory

pytestmark = pytest.mark.django_db

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


def at(*parts):
    return datetime(*parts, tzinfo=COPENHAGEN)


@pytest.fixture
def mini():
    return ProgrammeFactory(kind="mini", name="Miniforløb")


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
def test_the_next_deadline_is_that_of_the_month_that_takes_it(mini, now, day):
    with time_machine.travel(now, tick=False):
        prepare_months(at(2017, 11, 15), months=24)

    assert next_mini_deadline(now) == end_of_day(day)


def test_midnight_is_that_of_denmark(mini):
    prepare_months(at(2018, 1, 1))
    last_second = end_of_day(date(2018, 1, 31)).astimezone(ZoneInfo("UTC"))

    assert next_mini_deadline(last_second) == last_second
    assert next_mini_deadline(last_second + timedelta(microseconds=1)) == end_of_day(date(2018, 2, 28))


def test_the_programmes_last_deadline_is_the_last(mini):
    last = date(2019, 8, 30)
    Programme.objects.filter(pk=mini.pk).update(last_deadline_on=last)
    mini.refresh_from_db()
    prepare_months(at(2019, 8, 1))

    assert next_mini_deadline(at(2019, 8, 30, 23, 59)) == end_of_day(last)
    assert next_mini_deadline(at(2019, 8, 31)) is None


def test_what_is_stored_counts_and_not_the_calendar(mini):
    deadline = at(2018, 3, 27, 12)
    month = RoundFactory(programme=mini, opens_at=at(2018, 3, 1), deadline=deadline)

    stored = next_mini_deadline(at(2018, 3, 10))
    Round.objects.filter(pk=month.pk).update(deadline=at(2018, 4, 3, 23, 59))
    extended = next_mini_deadline(at(2018, 3, 29))
    Round.objects.filter(pk=month.pk).update(status=RoundStatus.ANNOUNCED)

    assert (stored, extended, next_mini_deadline(at(2018, 3, 10))) == (deadline, at(2018, 4, 3, 23, 59), None)
