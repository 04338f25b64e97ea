"""The jobs of registration, as beat orders them."""

from datetime import timedelta

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

from conferences.programme import actions as programme
from conferences.registration.models import RegistrationStatus
from conferences.tasks import move_up
from praksis.cases.actors import SYSTEM
from praksis.celery import app
from praksis.mail.models import Email
from tests.factories.registration import AllowanceFactory, RegistrationFactory, open_event

pytestmark = pytest.mark.django_db


def held_for_others(**facts):
    """An event with one seat, which is held until today, and somebody who waits for it."""
    event = open_event(capacity=1, held_until=timezone.localdate(), **facts)
    AllowanceFactory(event=event, seats=1)
    return RegistrationFactory(event=event, waiting=True)


def state(registration):
    registration.refresh_from_db()
    return registration.status


def test_seats_that_are_no_longer_held_go_to_those_who_wait_at_every_event(time_machine):
    waiting = [held_for_others(), held_for_others()]
    move_up()
    assert [state(one) for one in waiting] == [RegistrationStatus.WAITING] * 2

    time_machine.move_to(timezone.now() + timedelta(days=1))
    move_up()
    move_up()

    assert [state(one) for one in waiting] == [RegistrationStatus.SEATED] * 2
    assert Email.objects.filter(key__startswith="registration.moved_up").count() == 2


def test_nobody_is_moved_up_at_what_is_called_off_or_has_been(time_machine):
    hidden = held_for_others()
    programme.call_off(hidden.event, reason="Sygdom.", by=SYSTEM)
    past = held_for_others(held_on=timezone.localdate() + timedelta(days=1))

    time_machine.move_to(timezone.now() + timedelta(days=3))
    move_up()

    assert (state(hidden), state(past)) == (RegistrationStatus.WAITING, RegistrationStatus.WAITING)


@pytest.mark.parametrize("task", ["conferences.tasks.move_up", "conferences.tasks.erase_guests"])
def test_beat_orders_the_job_each_hour(task):
    app.loader.import_default_modules()
    [schedule] = [job["schedule"] for job in settings.CELERY_BEAT_SCHEDULE.values() if job["task"] == task]

    assert isinstance(schedule, crontab)
    assert schedule.hour == set(range(24))
    assert task in app.tasks
