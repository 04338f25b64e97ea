from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from engagements.courses.models import StepProgress
from engagements.dashboard import day
from praksis.danish import short_date
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


def texts(first):
    return [line.text for line in first.lines]


def test_steps_are_parted_by_whose_they_are_and_how_soon(consultant, course):
    make = lambda text, **traits: CourseStepFactory(engagement=course, text=text, **traits)  # noqa: E731
    make("late", due_from=due(-3))
    make("soon", due_from=due(14))
    make("theirs", due_from=due(-5), responsible="steering_group")
    make("later", due_from=due(15))
    make("done", due_from=due(-9), done=True)
    make("track", due_from=due(-9), track=True)

    found = day.of(consultant)

    assert (texts(found.overdue), texts(found.soon), texts(found.others)) == (["late"], ["soon"], ["theirs"])


def test_the_steps_of_all_courses_stand_in_the_order_in_which_they_are_due(consultant, course):
    CourseStepFactory(engagement=course, text="third", due_from=due(9))
    CourseStepFactory(engagement=course, text="first", due_from=due(1))
    other = EngagementFactory(running=True, team=[consultant], ends_on=due(500))
    CourseStepFactory(engagement=other, text="second", due_from=due(4))

    found = day.of(consultant)

    assert texts(found.soon) == ["first", "second", "third"]


def test_the_line_of_a_step_says_whose_it_is_and_when_it_is_due_and_leads_to_it(consultant, course):
    step = CourseStepFactory(engagement=course, due_from=due(-3))

    (line,) = day.of(consultant).overdue.lines

    assert line.url == step.get_absolute_url()
    assert line.hint == f"{course.party} · {step.owner} · senest {short_date(step.due_to)}"
    assert (line.status_word, line.status_kind) == ("Overskredet", "error")


def test_a_step_in_progress_tells_how_many_institutions_are_done(consultant, course):
    step = CourseStepFactory(engagement=course, per_institution=True, in_progress=True)
    done, _ = EngagementInstitutionFactory.create_batch(2, engagement=course)
    StepProgress.objects.create(step=step, institution=done, done_by=consultant)

    found = day.of(consultant)

    assert [line.status_word for line in found.others.lines] == ["1 af 2 dagtilbud"]


def test_progress_is_read_at_once_for_one_step_and_for_three(consultant, django_assert_num_queries):
    for _ in range(3):
        engagement = EngagementFactory(running=True, team=[consultant])
        EngagementInstitutionFactory(engagement=engagement)
        CourseStepFactory(engagement=engagement, per_institution=True, in_progress=True)
    assert consultant.roles

    with django_assert_num_queries(7):
        words = [line.status_word for line in day.of(consultant).others.lines]

    assert words == ["0 af 1 dagtilbud"] * 3


@pytest.mark.parametrize("meeting", [{"held": True}, {"starts_at": timezone.now() + timedelta(days=90)}])
def test_a_course_that_has_met_or_will_much_later_is_not_undated(consultant, course, meeting):
    MeetingFactory(engagement=course, **meeting)

    found = day.of(consultant)

    assert (found.undated, found.ahead.lines) == ([], [])


def test_the_line_of_a_meeting_says_what_it_is_called_when_and_how_long_it_is(consultant, course, time_machine):
    time_machine.move_to("2018-03-05 12:00+01:00", tick=False)
    start_up = CourseStepFactory(engagement=course, kind="meeting", text="Opstartsmøde med alle")
    meeting = MeetingFactory(engagement=course, step=start_up, starts_at=timezone.now() + timedelta(days=2))

    (line,) = day.of(consultant).ahead.lines

    assert (line.title, line.party) == ("Opstartsmøde med alle", str(course.party))
    assert (line.starts_at, line.when) == ("2018-03-07T12:00:00+01:00", "onsdag den 7. marts 2018 kl. 12.00")
    assert line.how == f"{meeting.duration} · {meeting.where}"
    assert line.note_url == reverse("engagements:meeting_hold", args=[course.case.reference, meeting.pk])


def test_meetings_are_those_of_today_those_without_a_note_and_those_to_come(consultant, course, time_machine):
    time_machine.move_to("2018-03-05 12:00+01:00", tick=False)
    at = lambda **ago: MeetingFactory(engagement=course, starts_at=timezone.now() + timedelta(**ago)).starts_at  # noqa: E731
    times = lambda lines: [datetime.fromisoformat(line.starts_at) for line in lines]  # noqa: E731
    older, newer = at(days=-9), at(hours=-3)
    running, tonight = at(minutes=-30), at(hours=11, minutes=59)
    tomorrow, later = at(hours=12), at(days=3)
    MeetingFactory(engagement=EngagementFactory(running=True, team=[UserFactory(consultant=True)]))

    found = day.of(consultant)

    assert times(found.unnoted.lines) == [older, newer]
    assert times(found.today) == [running, tonight]
    assert times(found.ahead.lines) == [tomorrow, later]


def test_closed_courses_and_those_one_has_left_are_not_in_the_day(consultant):
    EngagementFactory(closed=True, team=[consultant])
    left = EngagementFactory(running=True, team=[consultant])
    left.assignments.update(until=timezone.localdate())

    assert day.of(consultant).courses == []


def test_a_list_has_more_where_not_all_its_lines_are_shown():
    short, long = day.First([1, 2], 2), day.First([1, 2], 3)

    assert (short.has_more, long.has_more) == (False, True)
