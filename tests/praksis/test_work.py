"""Sweeps, and a clock that jumps while there is work: a clear state, nothing lost, at most one letter twice."""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from praksis import tasks
from praksis.mail import delivery
from praksis.mail.models import Email
from praksis.work import LADDER, LEASE, SKEW, WorkStatus
from tests.factories.mail import EmailFactory

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
# Further than every pause there is
FAR = timedelta(days=2)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2018-03-01 10:00+01:00", tick=False)
    return time_machine


def fresh(email) -> Email:
    return Email.objects.get(pk=email.pk)


def sweep_for(clock, time):
    """A sweep now, and then one every fifteen seconds."""
    tasks.sweep_outbox()
    for _ in range(int(time / timedelta(seconds=15))):
        clock.shift(timedelta(seconds=15))
        tasks.sweep_outbox()


class Server(BaseEmailBackend):
    """A mail server, and what happens elsewhere while it looks at the first letter: the network's edge."""

    taken: ClassVar[list[str]] = []
    meanwhile: ClassVar[list] = []

    def send_messages(self, messages):
        if self.meanwhile:
            self.meanwhile.pop()()
        self.taken.extend(message.extra_headers["Message-ID"] for message in messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "taken", [])
    monkeypatch.setattr(Server, "meanwhile", [])
    return Server


class Broken(BaseEmailBackend):
    """A mail server that cannot take a letter just now."""

    def send_messages(self, messages):
        raise OSError


class Away(Broken):
    """A mail server that cannot even be reached."""

    def open(self):
        raise OSError


# --- The clock jumps ------------------------------------------------------------------------------------------------


def test_a_clock_that_jumps_ahead_while_a_letter_is_sent_sends_it_twice_at_most(clock, server):
    email = EmailFactory()

    def jump():
        clock.shift(FAR)
        tasks.sweep_outbox()  # another worker, to whom the lease has run out

    server.meanwhile.append(jump)
    delivery.deliver(email.pk)
    tasks.sweep_outbox()

    assert len(server.taken) == 2
    assert len(set(server.taken)) == 1
    assert (fresh(email).status, fresh(email).lease) == (WorkStatus.DONE, None)


@pytest.mark.parametrize("back", [SECOND, LEASE, FAR])
def test_a_clock_that_is_set_back_while_a_letter_is_sent_changes_nothing(clock, server, back):
    email = EmailFactory()

    server.meanwhile.append(lambda: clock.shift(-back))
    delivery.deliver(email.pk)
    tasks.sweep_outbox()

    assert len(server.taken) == 1
    assert fresh(email).status == WorkStatus.DONE


def test_two_machines_with_different_clocks_do_not_send_the_same_letter(clock, server):
    email = EmailFactory()

    def other_machine():
        clock.shift(-SKEW)
        tasks.sweep_outbox()
        clock.shift(SKEW)

    server.meanwhile.append(other_machine)
    delivery.deliver(email.pk)

    assert len(server.taken) == 1


@pytest.mark.parametrize("back", [SECOND, SKEW, LEASE + SKEW, FAR])
def test_what_a_dead_worker_held_is_free_soon_although_the_clock_was_set_back(clock, back):
    email = EmailFactory()
    Email.objects.claim(email.pk)
    clock.shift(-back)

    sweep_for(clock, LEASE + SKEW + timedelta(seconds=15))

    assert [message.to for message in mail.outbox] == [[email.to]]


@pytest.mark.parametrize("back", [SECOND, SKEW, SKEW + SECOND, FAR])
def test_a_letter_queued_while_the_clock_was_ahead_is_sent_soon(clock, back):
    email = EmailFactory()
    clock.shift(-back)

    sweep_for(clock, SKEW)

    assert [message.to for message in mail.outbox] == [[email.to]]


@pytest.mark.parametrize("rung", range(len(LADDER)))
def test_a_rung_climbed_while_the_clock_was_far_ahead_is_not_waited_for(clock, settings, rung):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    email = EmailFactory(attempts=rung)
    delivery.deliver(email.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    clock.shift(-FAR)

    tasks.sweep_outbox()

    assert fresh(email).status == WorkStatus.DONE
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("rung", range(len(LADDER)))
def test_no_rung_is_cut_short_by_a_machine_whose_clock_is_behind(clock, settings, rung):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    email = EmailFactory(attempts=rung)
    delivery.deliver(email.pk)

    clock.shift(-SKEW)
    tasks.sweep_outbox()

    assert fresh(email).attempts == rung + 1


def test_a_clock_that_jumps_ahead_shortens_one_pause_only(clock, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    email = EmailFactory()
    tasks.sweep_outbox()

    clock.shift(FAR)
    tasks.sweep_outbox()
    tasks.sweep_outbox()

    assert (fresh(email).attempts, fresh(email).not_before) == (2, timezone.now() + LADDER[1])


# --- Sweeps ---------------------------------------------------------------------------------------------------------


def test_a_sweep_begins_with_what_nobody_has_tried(clock):
    tried = EmailFactory(attempts=1, not_before=timezone.now() - timedelta(hours=1))
    new = EmailFactory()

    tasks.sweep_outbox()

    assert [message.to for message in mail.outbox] == [[new.to], [tried.to]]


def test_a_sweep_whose_time_is_up_leaves_the_rest_to_the_next_one():
    letters = EmailFactory.create_batch(2)

    Email.objects.sweep(delivery.deliver, seconds=0)

    assert mail.outbox == []
    assert Email.objects.due().count() == len(letters)


def test_what_one_row_breaks_keeps_no_other_waiting(clock, caplog):
    first = EmailFactory(not_before=timezone.now() - SECOND)
    others = EmailFactory.create_batch(2)

    def break_on_the_first(pk):
        email = Email.objects.claim(pk)
        if email == first:
            raise ValueError(email.to)
        email.finish()

    Email.objects.sweep(break_on_the_first)

    assert fresh(first).status == WorkStatus.WAITING
    assert {fresh(email).status for email in others} == {WorkStatus.DONE}
    assert caplog.messages == ["Email failed with ValueError"]


# --- The mail server is away ----------------------------------------------------------------------------------------


@pytest.fixture
def away(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Away"


def test_when_the_server_is_away_one_letter_finds_out_for_all(clock, away):
    first = EmailFactory(not_before=timezone.now() - SECOND)
    others = EmailFactory.create_batch(2)

    tasks.sweep_outbox()

    assert fresh(first).attempts == 1
    assert {(fresh(each).attempts, fresh(each).not_before) for each in others} == {(0, timezone.now() + delivery.PAUSE)}


def test_the_others_are_sent_after_the_pause(clock, away, settings):
    EmailFactory.create_batch(3)
    tasks.sweep_outbox()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    clock.shift(delivery.PAUSE)
    tasks.sweep_outbox()

    assert len(mail.outbox) == 2


def test_a_letter_on_a_later_rung_keeps_its_time(clock, away):
    later = timezone.now() + LADDER[2]
    on_a_rung = EmailFactory(attempts=3, not_before=later)
    EmailFactory()

    tasks.sweep_outbox()

    assert fresh(on_a_rung).not_before == later


def test_a_server_that_will_not_take_one_letter_is_not_away(clock, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    first, second = EmailFactory.create_batch(2)

    delivery.deliver(first.pk)

    assert list(Email.objects.due()) == [second]
