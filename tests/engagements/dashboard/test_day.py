from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.courses.models import StepProgress
from engagements.dashboard import day
from tests.factories.accounts import UserFactory
from tests.factories.engagements import (
    CourseStepFactory,
    EngagementFactory,
    EngagementInstitutionFactory,
    MeetingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant):
    return EngagementFactory(running=True, team=[consultant])


def due(days):
    return timezone.localdate() + timedelta(days=days)


def test_steps_are_parted_by_whose_they_are_and_how_soon(consultant, course):
    make = lambda **traits: CourseStepFactory(engagement=course, **traits)  # noqa: E731
    overdue, soon = make(due_from=due(-3)), make(due_from=due(14))
    theirs = make(due_from=due(-5), responsible="steering_group")
    make(due_from=due(15))
    make(due_from=due(-9), done=True)
    make(due_from=due(-9), track=True)

    found = day.of(consultant)

    assert (found.overdue.rows, found.soon.rows, found.others.rows) == ([overdue], [soon], [theirs])


def test_a_card_counts_neither_tracks_nor_what_is_left_out(consultant, course):
    CourseStepFactory(engagement=course, done=True)
    CourseStepFactory(engagement=course, track=True)
    CourseStepFactory(engagement=course, skipped=True)
    waiting = CourseStepFactory(engagement=course)

    (card,) = day.of(consultant).cards

    assert (card.engagement, card.done, card.total, card.next) == (course, 1, 2, waiting)


def test_the_next_step_of_a_card_is_the_one_due_first_however_far_ahead(consultant, course):
    CourseStepFactory(engagement=course, due_from=due(90))
    first = CourseStepFactory(engagement=course, due_from=due(60))
    CourseStepFactory(engagement=course, due_from=None)
    other = EngagementFactory(running=True, team=[consultant], ends_on=due(500))

    found = day.of(consultant)

    assert [(card.engagement, card.next, card.total) for card in found.cards] == [(course, first, 3), (other, None, 0)]
    assert found.soon.rows == []


def test_a_step_in_progress_tells_how_many_institutions_are_done(consultant, course):
    step = CourseStepFactory(engagement=course, per_institution=True, in_progress=True)
    done, _ = EngagementInstitutionFactory.create_batch(2, engagement=course)
    StepProgress.objects.create(step=step, institution=done, done_by=consultant)

    found = day.of(consultant)

    assert [each.status_word for each in found.others.rows] == ["1 af 2 dagtilbud"]


def test_progress_is_read_at_once_for_one_step_and_for_three(consultant, django_assert_num_queries):
    for _ in range(3):
        engagement = EngagementFactory(running=True, team=[consultant])
        EngagementInstitutionFactory(engagement=engagement)
        CourseStepFactory(engagement=engagement, per_institution=True, in_progress=True)
    assert consultant.roles

    with django_assert_num_queries(7):
        words = [each.status_word for each in day.of(consultant).others.rows]

    assert words == ["0 af 1 dagtilbud"] * 3


def test_the_next_meeting_of_a_card_is_the_first_to_come(consultant, course):
    MeetingFactory(engagement=course, past=True)
    MeetingFactory(engagement=course, cancelled=True, starts_at=timezone.now() + timedelta(days=1))
    coming = MeetingFactory(engagement=course)
    MeetingFactory(engagement=course, starts_at=timezone.now() + timedelta(days=30))

    (card,) = day.of(consultant).cards

    assert card.engagement.next_meeting_at == coming.starts_at


def test_meetings_are_those_of_today_those_without_a_note_and_those_to_come(consultant, course, time_machine):
    time_machine.move_to("2018-03-05 12:00+01:00", tick=False)
    at = lambda **ago: MeetingFactory(engagement=course, starts_at=timezone.now() + timedelta(**ago))  # noqa: E731
    older, newer = at(days=-9), at(hours=-3)
    running, tonight = at(minutes=-30), at(hours=11, minutes=59)
    tomorrow, later = at(hours=12), at(days=3)
    MeetingFactory(engagement=EngagementFactory(running=True, team=[UserFactory(consultant=True)]))

    found = day.of(consultant)

    assert found.unnoted.rows == [older, newer]
    assert found.today == [running, tonight]
    assert found.ahead.rows == [tomorrow, later]


def test_closed_courses_and_those_one_has_left_are_not_in_the_day(consultant):
    EngagementFactory(closed=True, team=[consultant])
    left = EngagementFactory(running=True, team=[consultant])
    left.assignments.update(until=timezone.localdate())

    assert day.of(consultant).cards == []


def test_of_a_long_list_the_first_few_are_shown():
    short, long = day.First([1, 2], 2), day.First([1, 2, 3], 2)

    assert (short.rows, short.total, short.has_more) == ([1, 2], 2, False)
    assert (long.rows, long.total, long.has_more) == ([1, 2], 3, True)
