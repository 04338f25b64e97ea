"""Speakers who have not answered are reminded a week after they were asked and two days before the day, at most."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from conferences.programme import actions
from conferences.programme.models import SpeakerRequest
from praksis.cases.actors import SYSTEM
from praksis.mail.models import Email
from praksis.mail.reminders import send_due
from tests.factories.programme import EventFactory, SpeakerFactory, TalkFactory

pytestmark = pytest.mark.django_db

HELD_ON = date(2031, 5, 15)


def at(day, hour=9):
    return datetime.combine(day, time(hour), ZoneInfo("Europe/Copenhagen"))


def ask(asked_on, clock, **facts):
    clock.move_to(at(asked_on), tick=False)
    event = EventFactory(held_on=HELD_ON, **facts)
    speaker = SpeakerFactory(name="Ole", email="ole@x.example")
    TalkFactory(event=event, speakers=[speaker])
    return actions.ask(event, speaker, seen="", at=timezone.now(), by=SYSTEM)


def run(clock, first, last=HELD_ON + timedelta(days=2)):
    """The days on which a reminder goes out, where the job runs twice a day."""
    sent, day = [], first
    while day <= last:
        for hour in (8, 14):
            clock.move_to(at(day, hour), tick=False)
            if send_due():
                sent.append(day)
        day += timedelta(days=1)
    return sent


@pytest.fixture
def clock(time_machine):
    return time_machine


@pytest.mark.parametrize(
    ("asked_on", "days"),
    [
        (date(2031, 4, 1), [date(2031, 4, 8), date(2031, 5, 13)]),
        (date(2031, 5, 7), [date(2031, 5, 13)]),
        (date(2031, 5, 12), [date(2031, 5, 13)]),
        (date(2031, 5, 14), []),
    ],
)
def test_twice_at_the_most(clock, asked_on, days):
    ask(asked_on, clock)

    assert run(clock, asked_on) == days
    assert Email.objects.filter(subject__startswith="Husk at se din del").count() == len(days)


def test_the_letter_says_what_it_is_about(clock):
    request = ask(date(2031, 4, 1), clock)
    run(clock, date(2031, 4, 8), date(2031, 4, 8))

    letter = Email.objects.get(subject__startswith="Husk")
    assert (letter.to, letter.link) == ("ole@x.example", request.link)
    assert "»Hverdagen som læringsmiljø«, Store sal" in letter.body


def test_who_has_answered_is_left_alone(clock):
    ask(date(2031, 4, 1), clock)
    SpeakerRequest.objects.update(confirmed_at=timezone.now())

    assert run(clock, date(2031, 4, 1)) == []


def test_whose_link_is_withdrawn_is_left_alone(clock):
    actions.withdraw(ask(date(2031, 4, 1), clock), by=SYSTEM)

    assert run(clock, date(2031, 4, 1)) == []


def test_who_is_out_of_the_programme_is_left_alone(clock):
    ask(date(2031, 4, 1), clock).event.talks.all().delete()

    assert run(clock, date(2031, 4, 1)) == []


def test_two_of_one_event_are_each_reminded(clock):
    event = ask(date(2031, 4, 1), clock).event
    other = SpeakerFactory(email="lis@x.example")
    TalkFactory(event=event, speakers=[other])
    actions.ask(event, other, seen="", at=timezone.now(), by=SYSTEM)

    clock.move_to(at(date(2031, 4, 8)), tick=False)
    assert send_due() == 2


def test_nobody_is_reminded_once_the_day_has_begun(clock):
    ask(date(2031, 5, 1), clock)
    clock.move_to(at(HELD_ON, 10), tick=False)

    assert send_due() == 0


def test_nobody_is_reminded_of_what_is_called_off(clock):
    request = ask(date(2031, 4, 1), clock, published=True)
    actions.call_off(request.event, reason="Stormen.", by=SYSTEM)

    assert run(clock, date(2031, 4, 2)) == []
