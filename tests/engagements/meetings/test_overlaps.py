"""A consultant who meets somebody else at the time: a warning, never a refusal."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engagements.meetings import overlaps
from engagements.meetings.models import Meeting
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    ConsultantAssignmentFactory,
    CourseStepFactory,
    EngagementFactory,
    MeetingFactory,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db

START = datetime(2030, 3, 5, 14, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
HOUR = timedelta(hours=1)


@pytest.fixture
def course(consultant, municipality):
    return EngagementFactory(running=True, party=municipality, team=[consultant], ends_on=date(2031, 12, 31))


@pytest.fixture
def elsewhere(consultant):
    return EngagementFactory(running=True, team=[consultant])


def sentence(course, hours="14.30–15.30"):
    return f"Kim Konsulent har allerede et møde tirsdag den 5. marts 2030 klokken {hours} i {course.party}."


@pytest.mark.parametrize(
    ("begins", "minutes", "clashes"),
    [
        (START, 60, True),
        (START - HOUR, 75, True),
        (START + HOUR / 2, 15, True),
        (START - HOUR, 480, True),
        (START - HOUR, 60, False),
        (START + HOUR, 60, False),
        (START + timedelta(days=1), 60, False),
    ],
)
def test_meetings_that_share_time_clash_and_adjacent_ones_do_not(begins, minutes, clashes, course, elsewhere):
    MeetingFactory(engagement=elsewhere, starts_at=START, duration_minutes=60)

    assert overlaps.warn(course, begins, minutes) == ([sentence(elsewhere)] if clashes else [])


@pytest.mark.parametrize("state", [{"cancelled": True}, {"held": True}])
def test_only_what_is_agreed_counts(state, course, elsewhere):
    MeetingFactory(engagement=elsewhere, **{**state, "starts_at": START})

    assert overlaps.warn(course, START, 60) == []


def test_only_those_on_the_team_now_are_looked_at(course, elsewhere):
    left = EngagementFactory(running=True)
    ConsultantAssignmentFactory(engagement=left, consultant=course.team[0], ended=True)
    for engagement in (left, EngagementFactory(running=True, team=[UserFactory(consultant=True)])):
        MeetingFactory(engagement=engagement, starts_at=START)
    assert overlaps.warn(course, START, 60) == []

    own = MeetingFactory(engagement=course, starts_at=START)

    assert overlaps.warn(course, START, 60) == [sentence(course)]
    assert overlaps.warn(course, START, 60, but=own) == []


@pytest.mark.parametrize("moments", [[], [(START, 60)]])
def test_where_there_is_no_time_or_no_team_nobody_is_busy(moments, course):
    MeetingFactory(engagement=course, starts_at=START)

    assert overlaps.busy(EngagementFactory() if moments else course, moments) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_one_query_beside_the_team(count, course, elsewhere, django_assert_num_queries):
    for number in range(count):
        MeetingFactory(engagement=elsewhere, starts_at=START + number * HOUR)

    with django_assert_num_queries(2):
        found = overlaps.busy(course, [(START + number * HOUR, 60) for number in range(count)])

    assert len(found) == count


def typed(**changes):
    return {
        "starts_at_day": "5",
        "starts_at_month": "3",
        "starts_at_year": "2030",
        "starts_at_time": "14.30",
        "duration_minutes": "90",
        "channel": "video",
        "location": "",
        **changes,
    }


def test_planning_warns_and_plans_all_the_same_when_one_says_so(client, consultant, course, elsewhere):
    MeetingFactory(engagement=elsewhere, starts_at=START)
    step = CourseStepFactory(engagement=course, anchor=True, lane="Styregruppe")
    address = f"{course.get_absolute_url()}moeder/nyt/"
    client.force_login(consultant)

    warned = client.post(address, typed(step=step.pk, location="Teams"))
    key = warned.context["warning"]["key"]
    another = client.post(address, typed(step=step.pk, starts_at_time="15.00", alligevel=key))
    planned = course.meetings.count()
    done = client.post(address, typed(step=step.pk, alligevel=key))

    assert texts(warned, ".alert .alert-text")[0] == sentence(elsewhere)
    assert warned.context["form"]["location"].value() == "Teams"
    assert (another.context["warning"]["key"] == key, planned) == (False, 0)
    assert (done.status_code, course.meetings.count()) == (302, 1)


def test_moving_warns_of_others_and_not_of_itself(client, consultant, course, elsewhere):
    meeting = MeetingFactory(engagement=course, starts_at=START)
    address = f"{course.get_absolute_url()}moeder/{meeting.pk}/flyt/"
    client.force_login(consultant)

    longer = client.post(address, typed())
    MeetingFactory(engagement=elsewhere, starts_at=START + 2 * HOUR)
    warned = client.post(address, typed(starts_at_time="16.00"))
    done = client.post(address, typed(starts_at_time="16.00", alligevel=warned.context["warning"]["key"]))

    assert (longer.status_code, warned.status_code, done.status_code) == (302, 200, 302)
    assert Meeting.objects.get(pk=meeting.pk).starts_at == START + 1.5 * HOUR
