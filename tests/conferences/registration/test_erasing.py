"""What is kept of guests: their needs until the day after, the rest until the promised date, figures for ever."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.registration import actions
from conferences.registration.actions import erasing
from conferences.registration.actions.erasing import Due, due
from conferences.registration.models import GuestRole, Registration, WorkshopChoice
from conferences.tasks import erase_guests
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.mail import erasing as mail_erasing
from praksis.mail import links
from praksis.mail.models import Email, PersonalLink, Purpose, Reminder
from praksis.mail.reminders import send_due
from tests.factories.mail import EmailFactory, PersonalLinkFactory
from tests.factories.programme import EventFactory, WorkshopFactory
from tests.factories.registration import RegistrationFactory, open_event
from tests.pages import links as hrefs
from tests.pages import texts

pytestmark = pytest.mark.django_db

PAGE = "/konferencer/sletning/"
HELD_ON = date(2031, 5, 15)


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2031-05-01T09:00:00+02:00", tick=False)
    return time_machine


@pytest.fixture
def event(clock):
    return open_event(held_on=HELD_ON, title="Konferencen")


def to(clock, day, hour="00:30"):
    moment = datetime.combine(day, time.fromisoformat(hour), ZoneInfo("Europe/Copenhagen"))
    clock.move_to(moment, tick=False)


def guest(event, name="anna", **facts):
    usual = {"workplace": "Børnehuset", "role": GuestRole.LEADER, "food": "Vegetar", "access": "Teleslynge"}
    given = actions.Guest(**{"name": name, "email": f"{name}@x.example", "on_list": True, **usual, **facts})
    return actions.register(event, [given], booking=uuid4(), received_at=timezone.now())[0]


def told(event):
    kinds = ["event.needs_erased", "registration.erased"]
    return [log.words(each) for each in event.case.events.filter(kind__in=kinds).order_by("id")]


# --- Needs -----------------------------------------------------------------------------------------------------------


def test_needs_are_erased_the_day_after_and_nothing_else(event, clock):
    one = guest(event)
    gone = guest(event, "bo", access="")
    actions.cancel(gone, by=SYSTEM)
    to(clock, HELD_ON, "23:59")
    erase_guests()
    one.refresh_from_db()
    assert (one.food, one.access) == ("Vegetar", "Teleslynge")

    to(clock, HELD_ON + timedelta(days=1))
    erase_guests()

    rows = Registration.objects.values_list("name", "food", "access", "workplace", "on_list")
    assert list(rows) == [("anna", "", "", "Børnehuset", True), ("bo", "", "", "Børnehuset", True)]
    assert told(event) == ["Mad og særlige behov er slettet. Antal tilmeldinger: 2."]


def test_needs_are_not_erased_before_the_day_is_over(event, clock):
    guest(event)
    to(clock, HELD_ON)

    with pytest.raises(ActionError, match="dagen efter"):
        actions.erase_needs(event)


def test_needs_that_nobody_had_are_not_told_of(event, clock):
    guest(event, food="", access="")
    to(clock, HELD_ON + timedelta(days=1))

    assert actions.erase_needs(event) == 0
    assert told(event) == []


# --- The rest --------------------------------------------------------------------------------------------------------


def test_what_names_a_guest_is_erased_on_the_promised_date(event, clock, municipality):
    workshop = WorkshopFactory(event=event)
    one = guest(event, workshops=[workshop], municipality=municipality)
    promised, address = one.erased_on, links.token(one.link)
    to(clock, HELD_ON - timedelta(days=2), "09:00")
    assert send_due() == 1
    to(clock, promised - timedelta(days=1))
    erase_guests()
    one.refresh_from_db()
    assert (one.name, Email.objects.count(), Reminder.objects.count()) == ("anna", 2, 1)

    to(clock, promised)
    erase_guests()
    erase_guests()

    one.refresh_from_db()
    assert (one.name, one.email, one.workplace, one.food, one.access, one.on_list) == ("", "", "", "", "", False)
    assert (one.role, one.municipality, one.seat, one.is_seated) == (GuestRole.LEADER, municipality, 1, True)
    assert list(WorkshopChoice.objects.values_list("workshop", "seat")) == [(workshop.pk, 1)]
    assert (Email.objects.count(), Reminder.objects.count()) == (0, 0)
    assert one.link.recipient == ""
    with pytest.raises(links.LinkRefused):
        links.redeem(address, purpose=Purpose.SEE_REGISTRATION)
    with pytest.raises(links.LinkRefused):
        links.redeem(links.token(one.link), purpose=Purpose.SEE_REGISTRATION)
    assert told(event)[1:] == ["Alt, der nævner gæsterne, er slettet. Antal tilmeldinger: 1."]


def all_that_is_kept():
    """Every value in the tables in which a guest stands."""
    return [
        value
        for model in (Registration, Email, PersonalLink, Reminder, AuditEvent)
        for row in model.objects.order_by("pk").values()
        for value in row.values()
    ]


def test_nothing_in_the_database_names_an_erased_guest(event, clock):
    one = guest(event, "zacharias", email="zacharias@y.example", workplace="Zebrahuset", food="Zucchini")
    actions.correct(
        one,
        name="zacharias b",
        workplace="Zebrahuset",
        role=GuestRole.STAFF,
        municipality=None,
        food="Zucchini",
        access="",
        on_list=True,
        by=SYSTEM,
    )
    actions.cancel(one, by=SYSTEM)
    to(clock, one.erased_on)

    erase_guests()

    kept = all_that_is_kept()
    assert "Tilmelding 1" in kept
    assert [each for each in kept if "z" in str(each).lower()] == []


def test_red_twin_without_the_erasing_of_letters_the_database_still_names_the_guest(event, clock, monkeypatch):
    one = guest(event, "zacharias")
    monkeypatch.setattr(mail_erasing, "erase", lambda found: None)
    to(clock, one.erased_on)

    erase_guests()

    assert [each for each in all_that_is_kept() if "zacharias" in str(each).lower()] != []


def test_only_the_guests_given_are_erased_and_other_letters_stay(event, clock):
    one, other = guest(event), guest(event, "bo")
    foreign = EmailFactory(link=PersonalLinkFactory(), link_generation=1)
    to(clock, HELD_ON + timedelta(days=1))

    assert actions.erase([one]) == 1

    other.refresh_from_db()
    assert (other.name, other.link.recipient) == ("bo", "bo@x.example")
    left = set(Email.objects.values_list("to", flat=True))
    assert left == {"bo@x.example", foreign.to}
    assert actions.erase([one]) == 0


def test_a_link_that_has_expired_keeps_its_day(event, clock):
    one = guest(event)
    ended = one.link.expires_at
    to(clock, one.erased_on)

    actions.erase([one])

    assert PersonalLink.objects.get().expires_at == ended


def test_somebody_without_a_link_is_erased_too(event, clock):
    RegistrationFactory(event=event, link=None, email="", is_walk_in=True)
    to(clock, HELD_ON + timedelta(days=1))

    actions.erase(event.registrations.all())

    assert Registration.objects.get().name == ""


def test_nobody_is_erased_who_is_still_to_come(event, clock):
    one = guest(event)
    event.held_on += timedelta(days=300)
    event.save()
    to(clock, one.erased_on)

    erase_guests()

    assert Registration.objects.get().name == "anna"
    with pytest.raises(ActionError, match="dagen efter"):
        actions.erase([one])


# --- What is due ------------------------------------------------------------------------------------------------------


def test_due_counts_by_event_and_changes_nothing(event, clock):
    guest(event)
    guest(event, "bo", food="", access="")
    RegistrationFactory(event=EventFactory(published=True, held_on=date(2031, 1, 1)), erased_on=date(2031, 6, 20))

    assert due(HELD_ON)[1:] == []
    assert due(HELD_ON + timedelta(days=1)) == [Due(event, 1, 0, None)]
    later = due(event.erased_on)
    assert [(line.needs, line.guests, line.guests_on, line.needs_on) for line in later] == [
        (0, 1, date(2031, 6, 20), None),
        (1, 2, event.erased_on, HELD_ON + timedelta(days=1)),
    ]
    assert Registration.objects.exclude(name="").count() == 3


# --- The page ---------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_comes_and_what_was_done(client, manager, event, clock):
    one = guest(event)
    client.force_login(manager)
    page = client.get(PAGE)
    assert texts(page, "td") == ["1, fra 16. maj 2031", "Intet"]
    assert texts(page, "section p") == ["Der er ikke slettet noget endnu."]

    to(clock, one.erased_on, "09:15")
    client.force_login(manager)
    erase_guests()
    page = client.get(PAGE)

    assert texts(page, "section p") == ["Der er intet at slette."]
    assert hrefs(page, "th a") == [event.get_absolute_url()] * 2
    assert texts(page, "td")[1::2] == [
        "Alt, der nævner gæsterne, er slettet. Antal tilmeldinger: 1.",
        "Mad og særlige behov er slettet. Antal tilmeldinger: 1.",
    ]


def test_the_page_is_for_managers(client, consultant):
    assert client.get(PAGE).status_code == 302
    client.force_login(consultant)

    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_many_queries_for_one_event_as_for_three(
    client, manager, event, clock, number, connection_queries
):
    for each in range(number):
        guest(open_event(held_on=HELD_ON), f"g{each}")
        past = EventFactory(published=True, held_on=date(2031, 1, each + 1))
        RegistrationFactory(event=past, food="Vegetar")
    erase_guests()
    client.force_login(manager)
    client.get(PAGE)

    with connection_queries() as queries:
        page = client.get(reverse("conferences:erasing"))

    assert len(texts(page, "tbody tr")) == 2 * number
    assert len(queries) == 6


def test_the_guests_of_an_event_are_erased_some_at_a_time(event, clock, monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 2)
    guests = [guest(event, name, food="", access="") for name in ("anna", "bo", "carl")]
    to(clock, guests[0].erased_on)

    erase_guests()

    assert set(Registration.objects.values_list("name", flat=True)) == {""}
    assert told(event) == [f"Alt, der nævner gæsterne, er slettet. Antal tilmeldinger: {number}." for number in (2, 1)]
