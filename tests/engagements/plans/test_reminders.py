"""Asking a working group how it goes, when nobody has written for a month."""

from datetime import timedelta

import pytest
from django.utils import timezone

from engagements.plans import actions, reminders
from praksis.cases.actors import Actor
from praksis.mail.models import Email
from praksis.mail.reminders import send_due
from tests.factories.accounts import UserFactory
from tests.factories.engagements import EngagementInstitutionFactory, GroupFactory, GroupMemberFactory
from tests.factories.interventions import GroupLinkFactory, InterventionFactory, TrialFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_april(time_machine):
    time_machine.move_to("2026-04-20T12:00:00+02:00", tick=False)


@pytest.fixture
def nursery():
    return EngagementInstitutionFactory(engagement__running=True)


@pytest.fixture
def group(nursery):
    return GroupFactory(engagement=nursery.engagement, institutions=[nursery])


@pytest.fixture
def sent(group):
    return GroupLinkFactory(member=GroupMemberFactory(group=group, email="mia@skive.example"), used=True)


def in_days(days):
    return timezone.now() + timedelta(days=days)


def due(days):
    return [each.recipient for each in reminders.due(in_days(days))]


def test_whoever_holds_a_link_is_reminded_after_a_silent_month(sent, nursery):
    TrialFactory(intervention=InterventionFactory(institution=nursery))

    assert [due(29), due(30)] == [[], ["mia@skive.example"]]


def test_also_a_group_that_never_began_is_reminded(sent):
    assert due(30) == ["mia@skive.example"]


def test_at_most_once_a_month(sent, time_machine):
    start, days = timezone.now(), []
    asked = Email.objects.filter(subject__contains="hvordan går det")

    for day in range(25, 70):
        time_machine.move_to(start + timedelta(days=day), tick=False)
        before = asked.count()
        send_due(timezone.now())
        send_due(timezone.now())
        days += [day] * (asked.count() - before)

    assert days == [30, 60]


def test_nobody_is_reminded_who_need_not_be(nursery, sent):
    over = InterventionFactory(institution=nursery, ended=True)
    TrialFactory(intervention=over)

    # All that was tried is over.
    assert due(31) == []


def test_a_word_from_anybody_in_the_group_is_a_word(nursery, sent, time_machine):
    trial = TrialFactory(intervention=InterventionFactory(institution=nursery))
    start = timezone.now()
    time_machine.move_to(start + timedelta(days=20), tick=False)
    actions.write_row(trial, revision=1, tried="Ja.", by=Actor.of(UserFactory()))
    time_machine.move_to(start, tick=False)

    assert due(35) == []


@pytest.mark.parametrize("state", ["closed", "planned", "withdrawn", "expired", "left"])
def test_no_reminder_where_nothing_can_be_written(state):
    course = {"closed": {"closed": True}, "planned": {}}.get(state, {"running": True})
    engagement = EngagementInstitutionFactory(
        **{f"engagement__{name}": value for name, value in course.items()}
    ).engagement
    left = {"member__left": True} if state == "left" else {}
    link = {"withdrawn": {"link__withdrawn": True}, "expired": {"expired": True}}.get(state, {})
    GroupLinkFactory(member__group__engagement=engagement, **left, **link)

    assert due(40) == []


def test_july_is_silent_and_does_not_count(group, time_machine):
    time_machine.move_to("2026-06-20T12:00:00+02:00", tick=False)
    GroupLinkFactory(member=GroupMemberFactory(group=group, email="mia@skive.example"))

    # In July nobody is written to; in August only when the days of June and August make a month.
    assert [due(30), due(45), due(61)] == [[], [], ["mia@skive.example"]]


def test_two_of_a_group_are_each_reminded(group, sent):
    GroupLinkFactory(member=GroupMemberFactory(group=group, email="pia@skive.example"))

    assert sorted(due(30)) == ["mia@skive.example", "pia@skive.example"]
