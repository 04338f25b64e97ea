from datetime import timedelta

import pytest
from django.utils import timezone

from applications.decisions.models import DecisionRequest
from applications.decisions.request_reminders import due
from praksis.mail import reminders
from praksis.mail.models import Email
from praksis.working_days import end_of_day
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.requests import DecisionRequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_others(manager):
    """A request that the manager is to answer."""
    request = DecisionRequestFactory()
    InterestDeclarationFactory(round=request.round, person=manager)
    return request


def told_on(day) -> list[str]:
    """Who is to be told that day."""
    return [one.recipient for one in due(end_of_day(day))]


def test_managers_are_told_three_days_before_and_on_the_last_day(request_of_others, manager):
    last_day = request_of_others.due_on

    days = [last_day - timedelta(days=before) for before in (4, 3, 2, 0, -1)]

    assert [told_on(day) for day in days] == [[], [manager.email], [manager.email], [manager.email], []]
    steps = [one.due_on for day in days for one in due(end_of_day(day))]
    assert steps == [last_day - timedelta(days=3), last_day - timedelta(days=3), last_day]


def test_each_is_told_once(request_of_others, manager):
    now = end_of_day(request_of_others.due_on)

    assert [reminders.send_due(now), reminders.send_due(now)] == [1, 0]
    assert list(Email.objects.values_list("to", flat=True)) == [manager.email]


def test_a_postponed_answer_is_due_on_its_new_day(request_of_others, manager):
    before = request_of_others.due_on
    later = before + timedelta(days=10)
    DecisionRequest.objects.update(postponed_to=later, postponed_reason="Sagen er stor.")

    assert [told_on(before), told_on(later)] == [[], [manager.email]]


def test_what_is_answered_reminds_nobody(request_of_others, manager):
    assert told_on(request_of_others.due_on) == [manager.email]

    DecisionRequest.objects.update(answered_at=timezone.now(), answered_by=manager, answer="Her.", outcome="given")

    assert told_on(request_of_others.due_on) == []


def test_a_round_is_asked_about_its_people_once(request_of_others, connection_queries):
    def counted() -> int:
        with connection_queries() as queries:
            told_on(request_of_others.due_on)
        return len(queries)

    one = counted()
    for _ in range(2):
        DecisionRequestFactory(decision=request_of_others.decision)

    assert (counted(), len(told_on(request_of_others.due_on))) == (one, 3)


def test_the_day_a_request_comes_may_be_the_day_to_tell_of(manager):
    request = DecisionRequestFactory()
    DecisionRequest.objects.update(due_on=timezone.localdate() + timedelta(days=2))

    assert list(due(timezone.now())) == []
    assert told_on(DecisionRequest.objects.get(pk=request.pk).due_on) != []
