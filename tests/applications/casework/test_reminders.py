from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from applications.casework.models import Hearing
from applications.casework.reminders import due, working_days_before
from applications.drafting.models import Reopening, Status
from praksis.mail import reminders
from praksis.mail.models import Email
from praksis.working_days import COPENHAGEN
from tests.factories.casework import HearingFactory, ReopeningFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_long_ago(need, manager):
    """An answer that must come in two days."""
    now = timezone.now()
    return ReopeningFactory(
        answer=need, asked_by=manager, asked_at=now - timedelta(days=5), due_on=timezone.localdate() + timedelta(days=2)
    )


def test_two_days_before_the_applicant_is_reminded_once(asked_long_ago, coordinator):
    assert reminders.send_due() == 1
    assert reminders.send_due() == 0

    assert list(Email.objects.values_list("to", flat=True)) == [coordinator.email]


def test_earlier_nobody_is_reminded(reopening):
    assert list(due(timezone.now())) == []


@pytest.mark.parametrize("end", ["answered", "closed", "lapsed", "withdrawn"])
def test_what_is_over_reminds_nobody(asked_long_ago, application, coordinator, end):
    now = timezone.now()
    assert len(list(due(now))) == 1
    changes = {
        "answered": {"answered_at": now, "answered_by": coordinator},
        "closed": {"closed_at": now},
        "lapsed": {"due_on": timezone.localdate() - timedelta(days=1)},
        "withdrawn": {},
    }

    Reopening.objects.update(**changes[end]) if changes[end] else None
    if end == "withdrawn":
        type(application).objects.update(status=Status.WITHDRAWN)

    assert list(due(now)) == []


# --- Hearings: two working days before -------------------------------------------------------------------------------


@pytest.fixture
def friday():
    """A hearing that must be answered on Tuesday 10 March 2026 and was sent long before; reminded of on Friday."""
    return datetime(2026, 3, 6, 9, 0, tzinfo=COPENHAGEN)


@pytest.fixture
def heard(application, manager, friday):
    sent_at = friday - timedelta(days=20)
    return HearingFactory(application=application, sent_by=manager, sent_at=sent_at, due_on=date(2026, 3, 10))


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2026, 3, 10), 2, date(2026, 3, 6)),
        (date(2026, 3, 12), 2, date(2026, 3, 10)),
        (date(2026, 3, 8), 2, date(2026, 3, 5)),
        # Easter: Thursday, Friday and Monday are public holidays
        (date(2026, 4, 7), 2, date(2026, 3, 31)),
        (date(2026, 3, 10), 0, date(2026, 3, 10)),
    ],
)
def test_working_days_are_counted_backwards(day, count, before):
    assert working_days_before(day, count) == before


def test_two_working_days_before_the_applicant_is_reminded_of_the_hearing(heard, friday, coordinator):
    reminded = list(due(friday))

    assert [(one.kind, one.recipient, one.due_on) for one in reminded] == [
        ("hearing.unanswered", coordinator.email, friday.date())
    ]
    assert heard.facts not in reminded[0].email.body


@pytest.mark.parametrize("days", [-1, 5])
def test_neither_earlier_nor_after_the_day(heard, friday, days):
    assert list(due(friday + timedelta(days=days))) == []


@pytest.mark.parametrize("end", ["answered", "closed", "withdrawn", "sent that day"])
def test_what_needs_no_reminder_gets_none(heard, friday, application, coordinator, manager, end):
    assert len(list(due(friday))) == 1
    now = timezone.now()
    changes = {
        "answered": {"answer": "Ja", "answered_at": now, "answered_by": coordinator},
        "closed": {"conclusion": "Ja", "closed_at": now, "closed_by": manager},
        "sent that day": {"sent_at": friday + timedelta(days=1)},
    }

    if end == "withdrawn":
        type(application).objects.update(status=Status.WITHDRAWN)
    else:
        Hearing.objects.update(**changes[end])

    assert list(due(friday + timedelta(days=2 * (end == "sent that day")))) == []
