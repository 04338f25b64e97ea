from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.dashboard import my_courses
from tests.factories.engagements import CourseStepFactory, EngagementFactory, MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(consultant):
    return EngagementFactory(running=True, team=[consultant])


def due(days):
    return timezone.localdate() + timedelta(days=days)


def test_a_card_counts_neither_tracks_nor_what_is_left_out(consultant, course):
    CourseStepFactory(engagement=course, done=True)
    CourseStepFactory(engagement=course, track=True)
    CourseStepFactory(engagement=course, skipped=True)
    CourseStepFactory(engagement=course, text="Den, der venter")

    (card,) = my_courses.cards(consultant)

    assert (card.course.url, card.done, card.total) == (course.get_absolute_url(), 1, 2)
    assert card.next.text == "Den, der venter"


def test_the_next_step_of_a_card_is_the_one_due_first_however_far_ahead(consultant, course):
    CourseStepFactory(engagement=course, due_from=due(90))
    CourseStepFactory(engagement=course, text="Først", due_from=due(60))
    CourseStepFactory(engagement=course, due_from=None)
    other = EngagementFactory(running=True, team=[consultant], ends_on=due(500))

    cards = my_courses.cards(consultant)

    assert [(card.course.pk, card.next and card.next.text, card.total) for card in cards] == [
        (course.pk, "Først", 3),
        (other.pk, None, 0),
    ]


def test_the_next_meeting_of_a_card_is_the_first_to_come(consultant, course):
    MeetingFactory(engagement=course, past=True)
    MeetingFactory(engagement=course, cancelled=True, starts_at=timezone.now() + timedelta(days=1))
    coming = MeetingFactory(engagement=course)
    MeetingFactory(engagement=course, starts_at=timezone.now() + timedelta(days=300))

    (card,) = my_courses.cards(consultant)

    assert card.next_meeting_at == coming.starts_at


def test_a_course_that_has_met_and_will_not_again_is_told_from_one_that_never_met(consultant, course):
    MeetingFactory(engagement=course, held=True)
    other = EngagementFactory(running=True, team=[consultant])
    MeetingFactory(engagement=other, cancelled=True)

    assert my_courses.next_meetings([course.pk, other.pk]) == {course.pk: None}
