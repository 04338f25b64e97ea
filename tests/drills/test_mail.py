"""A real mail server and real workers: each letter once, whatever happens around it."""

import os
import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from praksis import tasks
from praksis.mail import delivery
from praksis.mail.models import Email
from praksis.work import LADDER, WorkQuerySet, WorkStatus
from tests.drills.composition import until
from tests.drills.race import race
from tests.drills.rows import nudge
from tests.factories.mail import EmailFactory

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
WORKERS, LETTERS = 4, 12


@pytest.fixture
def server(postbox, settings):
    """The mail server, to which the test itself sends; it is not listened to for long."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", postbox.port
    settings.EMAIL_TIMEOUT = 1
    return postbox


def send_at_once():
    """Several workers are told of the same letters at the same time."""
    letters = EmailFactory.create_batch(LETTERS)
    race([lambda: [delivery.deliver(letter.pk) for letter in letters]] * WORKERS)
    return letters


def test_workers_that_are_told_of_the_same_letters_send_each_once(server):
    letters = send_at_once()

    assert server.letters() == {str(letter.pk) for letter in letters}
    assert server.duplicates() == 0


def test_red_twin_without_the_claim_letters_come_twice(server, monkeypatch):
    monkeypatch.setattr(WorkQuerySet, "claim", lambda self, pk: self.get(pk=pk))

    send_at_once()

    assert server.duplicates() > 0


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("451", WorkStatus.WAITING, "451"),
        ("550", WorkStatus.FAILED, "550"),
        ("drop", WorkStatus.WAITING, "SMTPServerDisconnected"),
        ("hang", WorkStatus.WAITING, "SMTPServerDisconnected"),
    ],
)
def test_a_letter_the_server_will_not_take_keeps_nobody_waiting(server, kind, status, words):
    bad = EmailFactory(to=f"{kind}-1@kommune.example", not_before=timezone.now() - timedelta(minutes=1))
    good = EmailFactory()

    tasks.sweep_outbox()

    bad.refresh_from_db()
    assert (bad.status, bad.attempts, bad.last_error) == (status, 1, words)
    assert server.letters() == {str(good.pk)}


def test_a_server_that_is_silent_takes_one_try_of_one_letter_and_then_all_come(server):
    letters = EmailFactory.create_batch(3)
    server.is_mute = True

    tasks.sweep_outbox()
    tried = [letter.pk for letter in letters if Email.objects.get(pk=letter.pk).attempts]
    server.is_mute = False
    # The pauses pass
    Email.objects.update(not_before=timezone.now())
    tasks.sweep_outbox()

    assert len(tried) == 1
    assert server.letters() == {str(letter.pk) for letter in letters}


def test_a_letter_is_sent_although_the_server_never_says_good_bye(server):
    letter = EmailFactory()
    server.is_mute_at_quit = True

    assert delivery.deliver(letter.pk)

    tasks.sweep_outbox()
    assert server.message_ids() == [f"<{letter.pk}@praksis.example>"]


def test_a_letter_climbs_to_the_last_rung_and_is_then_left_to_a_person(server):
    letter = EmailFactory(to="451-1@kommune.example")

    for _ in range(len(LADDER) + 3):
        Email.objects.update(not_before=timezone.now())
        tasks.sweep_outbox()

    letter.refresh_from_db()
    assert (letter.status, len(server.tried(letter.to))) == (WorkStatus.FAILED, len(LADDER) + 1)


def test_letters_in_the_hands_of_a_killed_child_and_a_killed_worker_are_sent(compose, redis, postbox):
    postbox.seconds = 0.5
    letters = EmailFactory.create_batch(LETTERS)
    site = compose(redis_url=redis.url, email_url=postbox.url)
    site.start("worker", "beat")
    nudge(redis, letters)

    until(lambda: len(postbox.taken) >= 2, seconds=60, what="two letters are out")
    os.kill(site.children("worker")[0], signal.SIGKILL)
    until(lambda: len(postbox.taken) >= 5, seconds=60, what="five letters are out")
    postbox.seconds = 60
    until(lambda: postbox.looking and postbox.is_quiet(1), seconds=60, what="a letter is in a child's hands")
    site.kill("worker")
    postbox.seconds = 0
    held = Email.objects.filter(status=WorkStatus.WAITING, leased_until__gt=timezone.now())
    in_hands = held.count()
    # Their leases run out
    held.update(leased_until=timezone.now())
    site.start("worker")
    until(lambda: not Email.objects.exclude(status=WorkStatus.DONE).exists(), seconds=60, what="all are sent")

    assert in_hands > 0
    assert postbox.letters() == {str(letter.pk) for letter in letters}
    assert postbox.duplicates() <= 3
