"""The letter of the day after: once, to each of those who came, and to nobody else."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from conferences.programme.models import Event
from praksis.mail import delivery
from praksis.mail.models import Email
from praksis.mail.reminders import send_due
from tests.factories.afterwards import CameFactory
from tests.factories.registration import RegistrationFactory, open_event

pytestmark = pytest.mark.django_db

HELD_ON = date(2031, 5, 15)


def at(day, hour=9):
    return datetime.combine(day, time(hour), ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def event(time_machine):
    time_machine.move_to(at(date(2031, 5, 14)), tick=False)
    return open_event(held_on=HELD_ON, title="Konferencen")


def thanked():
    return sorted(Email.objects.filter(key__startswith="afterwards.thanks:").values_list("to", flat=True))


def test_it_is_sent_the_day_after_and_once(event, time_machine):
    CameFactory(event=event, email="anna@x.example", name="Anna")
    CameFactory(event=event, email="bo@x.example", is_walk_in=True, seat=None)
    time_machine.move_to(at(HELD_ON, 23), tick=False)
    send_due()
    assert thanked() == []

    for days in (1, 2, 29, 30, 31):
        time_machine.move_to(at(HELD_ON + timedelta(days=days), 0), tick=False)
        send_due()
        send_due()

    assert thanked() == ["anna@x.example", "bo@x.example"]
    letter = Email.objects.get(to="anna@x.example")
    assert letter.subject == "Tak for sidst: Konferencen"
    assert "deltagerbevis" in letter.body
    assert "til og med lørdag den 14. juni 2031" in letter.body
    assert (letter.case, letter.not_after) == (event.case, at(date(2031, 6, 15), 0))
    assert "/tilmelding/" in delivery.button_url(letter)


def test_nobody_else_is_sent_it(event, time_machine):
    CameFactory(event=event, email="anna@x.example")
    CameFactory(event=event, email="", link=None, is_walk_in=True)
    RegistrationFactory(event=event, email="udeblev@x.example")
    RegistrationFactory(event=event, waiting=True, email="venter@x.example")
    RegistrationFactory(event=event, cancelled=True, email="afmeldt@x.example")
    time_machine.move_to(at(HELD_ON + timedelta(days=1)), tick=False)

    send_due()

    assert thanked() == ["anna@x.example"]


def test_where_nobody_was_let_in_nobody_is_sent_anything(event, time_machine):
    RegistrationFactory(event=event)
    time_machine.move_to(at(HELD_ON + timedelta(days=1)), tick=False)

    assert send_due() == 0


@pytest.mark.parametrize(("days", "number"), [(30, 1), (31, 0)])
def test_after_days_without_beat_it_is_sent_while_one_can_answer(event, time_machine, days, number):
    CameFactory(event=event)
    time_machine.move_to(at(HELD_ON + timedelta(days=days)), tick=False)

    assert send_due() == number


def test_of_an_event_that_was_taken_down_nothing_is_sent(event, time_machine):
    CameFactory(event=event)
    Event.objects.filter(pk=event.pk).update(status="draft", published_at=None)
    time_machine.move_to(at(HELD_ON + timedelta(days=1)), tick=False)

    assert send_due() == 0


def test_a_theme_day_is_called_so(event, time_machine):
    Event.objects.filter(pk=event.pk).update(kind="theme_day")
    CameFactory(event=event)
    time_machine.move_to(at(HELD_ON + timedelta(days=1)), tick=False)

    send_due()

    assert "Tak, fordi du var med til temadagen »Konferencen« torsdag den 15. maj 2031." in Email.objects.get().body
