import pytest

from applications.allocation import capacity
from applications.allocation.capacity import RunningMinis
from engagements.meetings.capacity import running_minis
from tests.factories.engagements import EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def test_running_minis_are_counted_with_their_minutes(django_assert_num_queries):
    running = EngagementFactory(mini=True, running=True)
    EngagementFactory(mini=True)
    MeetingFactory(engagement=running, held=True, duration_minutes=90)
    for minutes in (60, 45):
        MeetingFactory(engagement=running, duration_minutes=minutes)
    MeetingFactory(engagement=running, cancelled=True, duration_minutes=480)

    with django_assert_num_queries(1):
        found = running_minis()

    assert found == RunningMinis(courses=2, held=90, planned=105, most_each=600)
    assert (found.most, found.left) == (1200, 1005)


def test_closed_minis_and_one_year_courses_take_nothing_of_it():
    MeetingFactory(engagement=EngagementFactory(running=True))
    EngagementFactory(mini=True, closed=True)

    assert running_minis() == RunningMinis(courses=0, held=0, planned=0, most_each=600)


def test_the_round_s_page_asks_here():
    EngagementFactory(mini=True)

    assert capacity.running_minis().courses == 1
