"""The hours of a course, by kind of meeting and by channel."""

import pytest

from engagements.dashboard import hours_page
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db


def meet(engagement, *, kind="leadership_sparring", **traits):
    return MeetingFactory(engagement=engagement, kind=kind, **traits)


def test_hours_are_summed_by_kind_and_channel():
    engagement = EngagementFactory(running=True)
    meet(engagement, held=True, duration_minutes=90, channel="video")
    meet(engagement, held=True, duration_minutes=30, channel="telephone")
    meet(engagement, duration_minutes=45, channel="video")
    meet(engagement, kind="practice", held=True, duration_minutes=120, channel="in_person")
    meet(engagement, kind="practice", cancelled=True, duration_minutes=480)

    hours = hours_page.of(engagement)

    assert hours.rows == [
        ["Praksismøde", "2 timer", "–", "–", "2 timer", "–"],
        ["Ledelsessparring", "–", "1½ time", "30 minutter", "2 timer", "45 minutter"],
    ]
    assert (hours.held_words, hours.planned_words, hours.is_mini) == ("4 timer", "45 minutter", False)


@pytest.mark.parametrize(
    ("minutes", "counted", "left"), [(0, 0, "10 timer"), (450, 7.5, "2½ timer"), (600, 10, "–"), (660, 11, "–")]
)
def test_a_mini_has_ten_hours(minutes, counted, left):
    mini = EngagementFactory(mini=True, running=True)
    for _ in range(minutes // 30):
        meet(mini, kind="sparring", duration_minutes=30)

    hours = hours_page.of(mini)

    assert (hours.counted, hours.at_most, hours.left_words, hours.is_mini) == (counted, 10, left, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_meeting_and_for_three(
    rows, client, coordinator, municipality, django_assert_num_queries
):
    engagement = EngagementFactory(running=True, party=municipality)
    step = CourseStepFactory(engagement=engagement, track=True)
    for _ in range(rows):
        MeetingFactory(engagement=engagement, step=step, held=True, duration_minutes=60)
    client.force_login(coordinator)

    with django_assert_num_queries(6):
        page = client.get(f"{engagement.get_absolute_url()}timer/")

    assert page.context["hours"].held == rows * 60
    assert "Brugt og aftalt" not in page.content.decode()


def test_both_sides_of_a_mini_see_the_bar(client, consultant):
    mini = EngagementFactory(mini=True, running=True, team=[consultant])
    client.force_login(consultant)

    page = client.get(f"{mini.get_absolute_url()}timer/").content.decode()

    assert "Brugt og aftalt" in page
    assert "Der er ingen møder endnu." in page
