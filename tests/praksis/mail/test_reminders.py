import uuid
from datetime import date

import pytest
from django.db import OperationalError, connection

from praksis import tasks
from praksis.mail import reminders
from praksis.mail.models import Email, Reminder
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.django_db

DEADLINE = date(2017, 11, 3)
STEPS = [14, 7, 2]
LONG_AGO = date(2017, 1, 1)


@pytest.mark.parametrize(
    ("today", "since", "step"),
    [
        (date(2017, 10, 19), LONG_AGO, None),  # 15 days before
        (date(2017, 10, 20), LONG_AGO, date(2017, 10, 20)),
        (date(2017, 10, 26), LONG_AGO, date(2017, 10, 20)),
        (date(2017, 10, 27), LONG_AGO, date(2017, 10, 27)),
        (date(2017, 11, 1), LONG_AGO, date(2017, 11, 1)),  # after an outage only the newest
        (DEADLINE, LONG_AGO, date(2017, 11, 1)),
        (date(2017, 11, 4), LONG_AGO, None),  # never after the deadline
        (date(2017, 10, 26), date(2017, 10, 21), None),  # begun after the step had passed
        (date(2017, 10, 28), date(2017, 10, 27), date(2017, 10, 27)),
    ],
)
def test_the_newest_step_that_still_makes_sense(today, since, step):
    assert reminders.newest_step(today, DEADLINE, STEPS, since=since) == step


@pytest.fixture
def source(monkeypatch):
    """The only source of reminders, for the test: a list that it fills."""
    due = []
    monkeypatch.setattr(reminders, "_sources", [])
    reminders.register(lambda now: due)
    return due


ONE, ANOTHER = uuid.UUID(int=1), uuid.UUID(int=2)


def due(recipient="a@skive.example", due_on=DEADLINE, object_id=ONE):
    return reminders.Due(
        kind="deadline", object_id=object_id, recipient=recipient, due_on=due_on, email=EmailFactory.build()
    )


def test_what_is_due_is_sent_once(source):
    source.append(due())

    first, second = reminders.send_due(), reminders.send_due()

    assert (first, second) == (1, 0)
    assert (Email.objects.count(), Reminder.objects.count()) == (1, 1)


def test_what_was_sent_costs_one_query_and_no_transaction(source, django_assert_num_queries):
    source += [due(), due("b@skive.example"), due(due_on=date(2017, 11, 1))]
    reminders.send_due()

    with django_assert_num_queries(1):
        assert reminders.send_due() == 0


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": "b@skive.example"},
        {"due_on": date(2017, 11, 1)},
        {"object_id": ANOTHER},
    ],
)
def test_another_person_date_or_matter_is_another_reminder(source, other):
    source += [due(), due(**other)]

    assert reminders.send_due() == 2


def test_the_job_sends_what_is_due(source):
    source.append(due())

    tasks.send_reminders()

    assert Email.objects.count() == 1


def test_a_letter_that_cannot_be_queued_leaves_no_mark_and_keeps_nobody_waiting(source, caplog):
    source += [due(), due("b@skive.example")]
    source[0].email.subject = None

    sent = reminders.send_due()

    assert sent == 1
    assert list(Reminder.objects.values_list("recipient", flat=True)) == ["b@skive.example"]
    assert [message.partition(": ")[0] for message in caplog.messages] == [
        f"reminder deadline of {ONE} cannot be queued"
    ]


def test_a_database_that_is_away_ends_the_run(source):
    source += [due(), due("b@skive.example")]

    def away(execute, sql, params, many, context):
        if sql.startswith("INSERT"):
            raise OperationalError("server closed the connection")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(away), pytest.raises(OperationalError):
        reminders.send_due()
