"""Reminders of the day: two weeks and two days before, once each, to those who had their seat by then."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from conferences.programme import actions as programme
from conferences.programme.models import Event, EventStatus
from conferences.registration import actions
from conferences.registration.models import GuestRole
from praksis.cases.actors import SYSTEM, Actor
from praksis.mail import delivery
from praksis.mail.models import Email
from praksis.mail.reminders import send_due
from tests.factories.programme import TalkFactory, WorkshopFactory
from tests.factories.registration import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db

HELD_ON = date(2031, 5, 15)
TWO_WEEKS, TWO_DAYS = date(2031, 5, 1), date(2031, 5, 13)


def at(day, hour=9):
    return datetime.combine(day, time(hour), ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def clock(time_machine):
    time_machine.move_to(at(date(2031, 4, 1)), tick=False)
    return time_machine


@pytest.fixture
def event(clock):
    return open_event(held_on=HELD_ON, title="Konferencen", capacity=2, registration_closes_at=at(HELD_ON))


def register(event, *names, workshops=()):
    guests = [
        actions.Guest(name=name, email=f"{name}@x.example", workplace="", role=GuestRole.STAFF, workshops=workshops)
        for name in names
    ]
    return actions.register(event, guests, booking=uuid4(), received_at=timezone.now())


def reminded():
    """Who was reminded by which letter."""
    rows = Email.objects.filter(key__startswith="registration.comes").values_list("key", "to")
    return sorted((key.split(":")[0].removeprefix("registration.comes."), to.partition("@")[0]) for key, to in rows)


def test_two_weeks_and_two_days_before_and_once_each(event, clock):
    register(event, "anna")
    day = date(2031, 4, 29)

    while day <= HELD_ON:
        clock.move_to(at(day), tick=False)
        send_due()
        send_due()
        day += timedelta(days=1)

    assert reminded() == [("2031-05-01", "anna"), ("2031-05-13", "anna")]


def test_the_letter_has_the_place_the_programme_and_the_link(event, clock):
    workshop = WorkshopFactory(event=event, title="Leg for alle", room="lokale 3", starts_at=time(10, 15))
    register(event, "anna", workshops=[workshop])
    clock.move_to(at(TWO_DAYS), tick=False)

    send_due()

    letter = Email.objects.get(key__startswith="registration.comes")
    assert letter.subject == "Vi ses torsdag den 15. maj 2031: Konferencen"
    assert "Nyborg Strand" in letter.body
    assert "- 10.15 Leg for alle, lokale 3" in letter.body
    assert (letter.case, letter.calendar, letter.not_after) == (event.case, "", event.begins_at)
    assert "/tilmelding/" in delivery.button_url(letter)


def test_whoever_came_after_the_day_of_a_reminder_is_sent_the_next_one_only(event, clock):
    clock.move_to(at(TWO_WEEKS, 23), tick=False)
    register(event, "anna")
    clock.move_to(at(TWO_WEEKS + timedelta(days=1), 0), tick=False)
    register(event, "bo")

    send_due()
    assert reminded() == [("2031-05-01", "anna")]

    clock.move_to(at(TWO_DAYS), tick=False)
    send_due()
    assert reminded()[1:] == [("2031-05-13", "anna"), ("2031-05-13", "bo")]


def test_whoever_was_moved_up_after_that_day_has_just_had_a_letter(event, clock, manager):
    register(event, "anna", "bo", "clara", "dorte")
    clock.move_to(at(TWO_WEEKS), tick=False)
    actions.set_capacity(event, 3, by=Actor.of(manager))
    clock.move_to(at(TWO_WEEKS + timedelta(days=1)), tick=False)
    actions.set_capacity(event, 4, by=Actor.of(manager))

    send_due()

    assert [name for _, name in reminded()] == ["anna", "bo", "clara"]


def test_neither_the_cancelled_nor_those_who_wait_nor_those_without_an_address_are_reminded(event, clock):
    register(event, "anna")
    gone = register(event, "bo")[0]
    actions.cancel(gone, by=SYSTEM)
    RegistrationFactory(event=event, number=40, seat=2, email="", link=None)
    register(event, "dorte")
    clock.move_to(at(TWO_WEEKS), tick=False)

    send_due()

    assert reminded() == [("2031-05-01", "anna")]


def test_after_days_without_beat_only_the_newest_is_sent(event, clock):
    register(event, "anna")
    clock.move_to(at(HELD_ON - timedelta(days=1)), tick=False)

    send_due()

    assert reminded() == [("2031-05-13", "anna")]


def test_nobody_is_reminded_once_the_day_has_begun(event, clock):
    register(event, "anna")
    clock.move_to(event.begins_at, tick=False)
    assert send_due() == 0

    clock.move_to(event.begins_at - timedelta(minutes=1), tick=False)
    assert send_due() == 1


def test_nobody_is_reminded_of_what_is_not_public_or_far_ahead(event, clock):
    register(event, "anna")
    clock.move_to(at(TWO_WEEKS - timedelta(days=1)), tick=False)
    assert send_due() == 0

    clock.move_to(at(TWO_WEEKS), tick=False)
    Event.objects.update(status=EventStatus.DRAFT, published_at=None)
    assert send_due() == 0

    TalkFactory(event=event)
    programme.publish(Event.objects.get(), by=SYSTEM)
    assert send_due() == 1


def test_a_run_that_finds_all_reminded_writes_no_letter(event, clock, connection_queries):
    clock.move_to(at(TWO_WEEKS), tick=False)
    register(event, "anna", "bo")
    send_due()

    with connection_queries() as queries:
        send_due()

    assert [each for each in queries if "workshopchoice" in each] == []
