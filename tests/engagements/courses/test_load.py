import pytest
from django.utils import timezone

from applications.allocation import capacity
from applications.allocation.capacity import Load
from engagements.courses.load import loads
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hanne():
    return UserFactory(name="Hanne Friis", consultant=True)


def test_a_consultant_s_teams_are_counted_by_the_kind_of_course(hanne, django_assert_num_queries):
    UserFactory(name="Bo Lund", consultant=True)
    for fields in ({}, {"running": True}, {"mini": True}):
        EngagementFactory(team=[hanne], **fields)

    with django_assert_num_queries(1):
        found = loads()

    assert found == [Load("Bo Lund", 0, 0), Load("Hanne Friis", 2, 1)]
    assert [load.courses for load in found] == [0, 3]


def test_what_is_over_takes_no_time(hanne):
    EngagementFactory(team=[hanne], closed=True)
    EngagementFactory(team=[hanne]).assignments.update(until=timezone.localdate())
    UserFactory(name="Er stoppet", consultant=True, is_active=False)

    assert loads() == [Load("Hanne Friis", 0, 0)]


def test_the_composition_asks_here(hanne):
    assert capacity.loads() == [Load("Hanne Friis", 0, 0)]
