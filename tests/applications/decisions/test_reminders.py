"""What falls due after the announcement."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.allocation import actions as choosing
from applications.decisions import reminders
from engagements import reference
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from tests.factories.accounts import UserFactory
from tests.factories.allocation import announced_round
from tests.factories.assessment import InterestDeclarationFactory
from tests.factories.rounds import ProgrammeFactory

pytestmark = pytest.mark.django_db


def after(days):
    return timezone.now() + timedelta(days=days)


def dues(kind, now):
    return [due for due in reminders.due(now) if due.kind == kind]


@pytest.fixture
def round_():
    return announced_round("granted", "reserve", places=1)


@pytest.fixture
def offer(round_):
    return round_.decisions.get(outcome="granted")


# --- The answer to a place ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "step"), [(10, None), (11, 11), (13, 11), (14, 14), (15, None)])
def test_the_applicant_is_reminded_three_days_before_and_on_the_last_day(offer, days, step):
    found = dues("place.unanswered", after(days))

    expected = [timezone.localdate(offer.announced_at) + timedelta(days=step)] if step else []
    assert [due.due_on for due in found] == expected


def test_the_reminder_says_by_when_and_is_not_sent_too_late(offer):
    due = dues("place.unanswered", after(14))[0]

    assert due.recipient == offer.application.submitted_by.email
    assert due.email.body.count(f"senest {danish_date(offer.accept_by)}") == 1
    assert timezone.localdate(due.email.not_after) == offer.accept_by


def test_who_has_answered_is_not_reminded(offer, coordinator):
    ProgrammeFactory()
    reference.load()
    choosing.accept_place(offer, by=Actor.of(coordinator))

    assert dues("place.unanswered", after(14)) == []


def test_who_said_no_is_not_reminded(offer, coordinator):
    choosing.decline_place(offer, by=Actor.of(coordinator))

    assert dues("place.unanswered", after(14)) == []


# --- The reserve question -----------------------------------------------------------------------------------------


def test_managers_are_asked_once_a_place_is_not_accepted_in_time(round_, offer, manager):
    assert dues("place.open", after(14)) == []
    found = [due for due in dues("place.open", after(15)) if due.recipient == manager.email]

    assert [(due.object_id, due.due_on) for due in found] == [(offer.pk, offer.accept_by + timedelta(days=1))]
    assert found[0].email.button_path == f"/runder/{round_.pk}/reserveliste/"
    assert found[0].email.body.count(offer.application.applicant.name) == 0


def test_managers_are_asked_where_a_place_is_declined(offer, manager, coordinator):
    choosing.decline_place(offer, by=Actor.of(coordinator))

    found = [due for due in dues("place.open", timezone.now()) if due.recipient == manager.email]

    assert [due.due_on for due in found] == [timezone.localdate()]


def test_who_has_an_interest_in_the_round_is_not_asked(round_, offer, manager):
    InterestDeclarationFactory(round=round_, person=manager, conflicted=True)
    gone = UserFactory(manager=True, is_active=False)

    recipients = {due.recipient for due in dues("place.open", after(15))}

    assert recipients
    assert not recipients & {manager.email, gone.email}


def test_with_nobody_on_the_list_nobody_is_asked(manager):
    announced_round("granted", "refused", places=1)

    assert dues("place.open", after(15)) == []


def test_once_the_place_is_given_on_nobody_is_asked(round_, offer, manager, coordinator):
    choosing.decline_place(offer, by=Actor.of(coordinator))
    round_.decisions.filter(outcome="reserve").update(outcome="granted", seat_number=1)

    assert dues("place.open", after(1)) == []
