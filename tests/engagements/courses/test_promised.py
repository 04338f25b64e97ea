from datetime import date
from decimal import Decimal

import pytest

from engagements.courses import promised
from engagements.meetings import capacity
from tests.factories.accounts import UserFactory
from tests.factories.engagements import ConsultantAssignmentFactory, EngagementFactory, MeetingFactory
from tests.factories.rounds import RoundFactory
from tests.factories.staffing import ProgrammeLoadFactory

pytestmark = pytest.mark.django_db
YEAR = {"starts_on": date(2018, 1, 1), "ends_on": date(2018, 12, 31)}


@pytest.fixture(autouse=True)
def _it_is_february(time_machine):
    time_machine.move_to("2018-02-10 10:00Z", tick=False)


def on(course, **facts):
    return ConsultantAssignmentFactory(engagement=course, **{"since": date(2018, 1, 1), **facts})


def spans(first=date(2018, 1, 1), last=date(2019, 12, 31), consultants=None):
    return [(one.first, one.last) for one in promised.firm(first, last, consultants)]


def test_a_course_takes_what_its_programme_is_assumed_to():
    course = EngagementFactory(running=True, party__name="Skive", **YEAR)
    ProgrammeLoadFactory(programme=course.programme)
    assignment = on(course)

    [one] = promised.firm(date(2018, 1, 1), date(2018, 1, 31))

    assert (one.consultant, one.what) == (assignment.consultant_id, "Etårigt forløb: Skive")
    assert (one.url, one.hours_per_month) == (course.get_absolute_url(), Decimal(12))


def test_a_programme_without_an_assumption_takes_nothing():
    on(EngagementFactory(running=True, **YEAR))

    assert [one.hours_per_month for one in promised.firm(date(2018, 1, 1), date(2018, 1, 31))] == [0]


def test_a_consultant_takes_part_from_joining_to_leaving():
    course = EngagementFactory(running=True, **YEAR)
    on(course, since=date(2018, 3, 5), until=date(2018, 5, 6))
    on(course, since=date(2017, 11, 1))

    assert sorted(spans()) == [(date(2018, 1, 1), date(2018, 12, 31)), (date(2018, 3, 5), date(2018, 5, 6))]


def test_a_running_course_that_is_late_still_takes_its_hours():
    late = {"starts_on": date(2017, 1, 1), "ends_on": date(2017, 12, 31)}
    on(EngagementFactory(running=True, **late))
    on(EngagementFactory(**late))

    assert spans() == [(date(2018, 1, 1), date(2018, 2, 10))]


def test_a_closed_course_took_its_hours_and_one_that_never_began_took_none():
    manager = UserFactory(manager=True)
    on(EngagementFactory(closed=True, **YEAR))
    on(EngagementFactory(closed=True, started_at=None, started_by=None, closed_by=manager, **YEAR))

    assert spans() == [(date(2018, 1, 1), date(2018, 2, 10))]


def test_only_what_lies_between_the_days_and_is_of_those_asked_for():
    course = EngagementFactory(running=True, **YEAR)
    mine, _ = on(course), on(course)

    assert len(spans()) == 2
    assert len(spans(consultants=[mine.consultant_id])) == 1
    assert spans(first=date(2019, 1, 1)) == []
    assert spans(last=date(2017, 12, 31)) == []


def test_somebody_who_joined_after_the_end_is_not_promised():
    on(EngagementFactory(**{**YEAR, "ends_on": date(2018, 6, 30)}), since=date(2018, 7, 1))

    assert spans() == []


def test_what_is_to_come():
    ProgrammeLoadFactory()
    course = EngagementFactory(party__name="Skive", place__round__status="announced", **YEAR)
    full = EngagementFactory(party__name="Thisted", place__round__status="announced", **YEAR)
    for _ in range(promised.MOST):
        on(full)
    EngagementFactory(running=True, place__round__status="announced", **YEAR)
    RoundFactory(period_from=date(2018, 1, 1), period_to=date(2018, 6, 1))
    round_ = RoundFactory(name="Efterår", period_from=date(2018, 8, 1), period_to=date(2019, 6, 30))

    found = [(one.case, one.what, one.first) for one in promised.expected()]

    assert found == [
        (course.case_id, "Etårigt forløb: Skive", date(2018, 1, 1)),
        (round_.case_id, "Etårigt forløb: runden Efterår", date(2018, 8, 1)),
    ]


def test_meetings_are_counted_for_those_on_the_team_that_day(django_assert_num_queries):
    course = EngagementFactory(running=True, **YEAR)
    both = on(course)
    gone = on(course, until=date(2018, 2, 5))
    for day, facts in ((2, {"held": True}), (20, {}), (21, {"cancelled": True})):
        step = {"engagement": course, **facts}
        MeetingFactory(**step, starts_at=f"2018-02-{day:02d} 10:00+01:00")
    MeetingFactory(engagement=course, starts_at="2018-02-28 23:30+00:00")

    with django_assert_num_queries(1):
        found = capacity.spent(date(2018, 2, 1), date(2018, 3, 31))

    february, march = date(2018, 2, 1), date(2018, 3, 1)
    assert found == {
        (both.consultant_id, february): 120,
        (gone.consultant_id, february): 60,
        # Half past midnight on the first, in Denmark
        (both.consultant_id, march): 60,
    }
    assert capacity.spent(february, march, [gone.consultant_id]) == {(gone.consultant_id, february): 60}
