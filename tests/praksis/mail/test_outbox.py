import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from praksis import tasks, work
from praksis.celery import app
from praksis.mail import outbox
from praksis.mail.models import Email
from praksis.nudges import Nudges
from praksis.work import WorkStatus
from tests.factories.mail import EmailFactory, PersonalLinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nudged(monkeypatch):
    """What the broker was told: the broker is the network's edge."""
    told = []
    monkeypatch.setattr(app, "send_task", lambda name, args, **options: told.append((name, args, options)))
    return told


def letter(**facts) -> Email:
    return EmailFactory.build(**{"key": "received:1:1:a@b.example", **facts})


def test_a_letter_is_queued_and_the_worker_nudged_after_the_commit(nudged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        email = outbox.queue(letter())
        assert nudged == []

    assert Email.objects.get() == email
    assert nudged == [("praksis.tasks.deliver_email", [str(email.pk)], {"retry": False})]


def test_the_same_letter_is_queued_once(nudged, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = outbox.queue(letter(subject="Første"))
        second = outbox.queue(letter(subject="Anden"))

    assert first == second == Email.objects.get()
    assert second.subject == "Første"
    assert len(nudged) == 1


def test_many_letters_are_queued_once_each_and_the_first_of_them_nudge(
    nudged, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(outbox, "BATCH", 2)
    monkeypatch.setattr(outbox, "MOST_NUDGED", 3)
    known = outbox.queue(letter(key="0", subject="Første"))
    letters = [letter(key=str(number), subject="x" * 300) for number in (0, 1, 2, 2, 3, 4)]

    with django_capture_on_commit_callbacks(execute=True):
        assert outbox.queue_all(letters) == 4
        assert outbox.queue_all([]) == 0

    assert list(Email.objects.order_by("key").values_list("key", flat=True)) == ["0", "1", "2", "3", "4"]
    known.refresh_from_db()
    assert known.subject == "Første"
    assert {len(one.subject) for one in Email.objects.exclude(key="0")} == {200}
    told = Email.objects.filter(pk__in=[args[0] for _, args, _ in nudged])
    assert sorted(one.key for one in told) == ["1", "2", "3"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_sends_nothing(nudged):
    with transaction.atomic():
        outbox.queue(letter())
        transaction.set_rollback(True)

    assert Email.objects.count() == 0
    assert nudged == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_costs_only_time(monkeypatch, caplog):
    def away(*args, **kwargs):
        raise ConnectionError("redis://user:secret@host")

    monkeypatch.setattr(app, "send_task", away)
    monkeypatch.setattr(work, "nudges", Nudges())  # the other tests go on with theirs

    with caplog.at_level(logging.WARNING):
        outbox.queue(letter())

    assert Email.objects.get().status == WorkStatus.WAITING
    assert caplog.messages == ["nudge failed: ConnectionError"]


def test_a_letter_takes_the_generation_its_link_has_now():
    link = PersonalLinkFactory(generation=3)

    assert outbox.queue(letter(link=link, link_generation=None)).link_generation == 3


def test_a_key_has_room_for_the_longest_address():
    address = "a" * 242 + "@kommune.dk.example"

    outbox.queue(letter(key=f"received:{'0' * 36}:1:{address}"))

    assert Email.objects.count() == 1


def test_a_failed_letter_is_tried_again_from_the_first_rung(nudged, django_capture_on_commit_callbacks):
    email = EmailFactory(failed=True, last_error="550")

    with django_capture_on_commit_callbacks(execute=True):
        outbox.try_again(email)

    email.refresh_from_db()
    assert (email.status, email.attempts, email.last_error, email.finished_at) == (WorkStatus.WAITING, 0, "", None)
    assert len(nudged) == 1


@pytest.mark.parametrize("status", [WorkStatus.DONE, WorkStatus.DROPPED, WorkStatus.WAITING])
def test_a_letter_that_did_not_fail_is_not_sent_again(status):
    email = EmailFactory(status=status, attempts=2)

    outbox.try_again(email)

    email.refresh_from_db()
    assert (email.status, email.attempts) == (status, 2)


def test_the_sweep_sends_letters_whose_nudge_was_lost(nudged):
    waiting = EmailFactory()
    EmailFactory(done=True)
    EmailFactory(failed=True)

    tasks.sweep_outbox()

    assert [message.to for message in mail.outbox] == [[waiting.to]]
    assert nudged == []


def test_all_failed_letters_are_tried_again_a_bounded_number_at_a_time_the_oldest_first(monkeypatch):
    monkeypatch.setattr(outbox, "MOST_AGAIN", 2)
    now = timezone.now()
    newest, oldest, middle = (EmailFactory(failed=True, finished_at=now - timedelta(hours=h)) for h in (1, 3, 2))
    done = EmailFactory(done=True)

    assert outbox.try_all_again(Email.objects.all()) == 2

    waiting = set(Email.objects.filter(status=WorkStatus.WAITING))
    assert waiting == {oldest, middle}
    assert set(Email.objects.exclude(pk__in=[one.pk for one in waiting])) == {newest, done}
