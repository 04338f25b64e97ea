"""Eight people plan a mini's meetings at once: its ten hours hold. Several choose of a poll at once: one meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.courses.models import CourseStep
from engagements.meetings import actions
from engagements.meetings.actions import guards
from engagements.meetings.models import Channel
from engagements.meetings.poll_models import PollTime
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from tests.drills.race import race
from tests.factories.accounts import UserFactory
from tests.factories.engagements import CourseStepFactory, EngagementFactory
from tests.factories.polls import PollFactory, PollPersonFactory, PollTimeFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def plan_at_once():
    """Eight meetings of two hours, each planned from a copy of the step that was read before anybody planned."""
    step = CourseStepFactory(engagement=EngagementFactory(mini=True, running=True), track=True, lane="Møder")
    by = Actor.of(UserFactory(consultant=True))
    copies = [CourseStep.objects.select_related("engagement__programme").get(pk=step.pk) for _ in range(8)]

    def plan(copy, day):
        return lambda: actions.plan_meeting(
            copy,
            starts_at=timezone.now() + timedelta(days=day),
            duration_minutes=120,
            channel=Channel.VIDEO,
            by=by,
        )

    return step.engagement, race([plan(copy, day) for day, copy in enumerate(copies)])


def test_planning_at_once_never_passes_ten_hours():
    engagement, results = plan_at_once()

    assert actions.minutes_counted(engagement) == 600
    assert sum(isinstance(result, ActionError) for result in results) == 3


def test_without_the_guard_planning_at_once_passes_ten_hours(monkeypatch):
    """The red twin: with the count switched off, all eight are planned."""
    monkeypatch.setattr(guards, "fits_mini", lambda counted, added: True)

    engagement, _ = plan_at_once()

    assert actions.minutes_counted(engagement) == 960


def test_two_who_choose_of_a_poll_at_once_agree_on_one_meeting():
    poll = PollFactory(engagement=EngagementFactory(running=True))
    times = PollTimeFactory.create_batch(4, poll=poll)
    PollPersonFactory(poll=poll)
    by = Actor.of(UserFactory(consultant=True))

    def choose(pk):
        return lambda: actions.choose_time(PollTime.objects.get(pk=pk), by=by)

    results = race([choose(time.pk) for time in times])

    meeting = poll.engagement.meetings.get()
    assert [result for result in results if result == meeting] == [meeting]
    assert sum(isinstance(result, actions.PollClosed) for result in results) == 3
