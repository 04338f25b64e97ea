from datetime import date, timedelta

import pytest
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.dashboard import course_rows
from tests.factories.accounts import UserFactory
from tests.factories.engagements import ConsultantAssignmentFactory, EngagementFactory

pytestmark = pytest.mark.django_db


def read():
    return course_rows.read(Engagement.objects.values("pk"))


def test_a_row_says_what_the_course_says():
    course = EngagementFactory(running=True, starts_on=date(2018, 8, 1), ends_on=date(2019, 6, 30))

    (row,) = read()

    assert (row.url, row.reference) == (course.get_absolute_url(), course.case.reference)
    assert (row.party, row.programme) == (course.party.name, course.programme.name)
    assert row.period == "1. august 2018 – 30. juni 2019"
    assert (row.status_word, row.status_kind) == (course.status_word, course.status_kind)


def test_a_team_is_named_in_the_order_in_which_it_came_together():
    course = EngagementFactory()
    today = timezone.localdate()
    for name, since in (("Cecilie", today), ("Bo", today), ("Anna", today - timedelta(days=1))):
        ConsultantAssignmentFactory(engagement=course, consultant=UserFactory(name=name), since=since)

    (row,) = read()

    assert row.team == "Anna, Bo, Cecilie"


def test_who_has_left_the_team_is_not_named():
    course = EngagementFactory(team=[UserFactory(name="Anna")])
    ConsultantAssignmentFactory(engagement=course, consultant=UserFactory(name="Bo"), ended=True)
    ConsultantAssignmentFactory(engagement=EngagementFactory(), ended=True)

    assert sorted(row.team for row in read()) == ["Anna", "Ikke sat"]


def test_courses_come_once_each_the_newest_first():
    team = UserFactory.create_batch(2, consultant=True)
    older = EngagementFactory(starts_on=date(2017, 8, 1), ends_on=date(2018, 6, 30), team=team)
    newer = EngagementFactory(starts_on=date(2018, 8, 1), ends_on=date(2019, 6, 30), team=team)

    assert [row.reference for row in read()] == [newer.case.reference, older.case.reference]


def test_rows_are_read_in_one_query(django_assert_num_queries):
    EngagementFactory(team=UserFactory.create_batch(2, consultant=True))
    EngagementFactory(team=UserFactory.create_batch(2, consultant=True))

    with django_assert_num_queries(1):
        assert len(read()) == 2
