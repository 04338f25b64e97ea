"""The list of participants: for each other, and for managers."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.registration import actions
from praksis.cases.actors import SYSTEM
from praksis.mail import links
from tests.factories.organisations import MunicipalityFactory
from tests.factories.registration import RegistrationFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return open_event(title="Dagen")


@pytest.fixture
def guest(event):
    skive = MunicipalityFactory(short_name="Skive")
    return RegistrationFactory(event=event, name="Bo", workplace="Solen", municipality=skive, on_list=True)


def opened(client, registration):
    client.get(f"/tilmelding/{links.token(registration.link)}/")
    return client.get(f"/tilmelding/min/{registration.pk}/deltagere/")


def at(name, event):
    return reverse(f"conferences:{name}", args=[event.slug])


def test_a_participant_sees_those_who_said_yes(client, event, guest):
    RegistrationFactory(event=event, name="Anna", workplace="", on_list=True)
    RegistrationFactory(event=event, name="Nej", on_list=False)
    RegistrationFactory(event=event, name="Venter", on_list=True, waiting=True)
    RegistrationFactory(event=event, name="Afmeldt", on_list=True, cancelled=True)
    RegistrationFactory(event=event, name="", on_list=True)
    RegistrationFactory(name="Andetsteds", on_list=True)

    page = opened(client, guest)

    assert texts(page, "tbody tr") == ["Anna – –", "Bo Solen Skive"]
    assert "Du står på den." in texts(page, "main p")[1]


def test_whoever_cancels_vanishes_and_sees_it_no_more(client, event, guest):
    other = RegistrationFactory(event=event, name="Anna", on_list=False)
    assert texts(opened(client, other), "tbody th") == ["Bo"]

    actions.cancel(guest, by=SYSTEM)

    page = opened(client, other)
    assert "Ingen har sagt ja til at stå på listen endnu." in texts(page, "main p")
    assert "Du står ikke på den." in texts(page, "main p")[1]
    page = opened(client, guest)
    assert (texts(page, "tbody"), texts(page, "main .lead")) == (
        [],
        ["Du er afmeldt, og deltagerlisten er kun for deltagerne."],
    )


def test_after_the_day_nobody_is_told_to_change_whether_they_stand_there(client):
    days = [open_event(held_on=timezone.localdate() + timedelta(days=number)) for number in (-2, 5)]

    pages = [opened(client, RegistrationFactory(event=event)) for event in days]

    assert ["Det kan du ændre" in texts(page, "main p")[1] for page in pages] == [False, True]


def test_whoever_waits_does_not_see_it(client, event, guest):
    page = opened(client, RegistrationFactory(event=event, waiting=True))

    assert texts(page, "main .lead") == ["Du er på venteliste. Får du plads, kan du se deltagerlisten her."]
    assert texts(page, "tbody") == []


def test_nobody_sees_it_without_the_link(client, guest):
    assert client.get(f"/tilmelding/min/{guest.pk}/deltagere/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_few_queries(client, manager, event, guest, django_assert_num_queries, count):
    for _ in range(count):
        RegistrationFactory(event=event, on_list=True)
    opened(client, guest)

    with django_assert_num_queries(5):
        client.get(f"/tilmelding/min/{guest.pk}/deltagere/")
    client.force_login(manager)
    with django_assert_num_queries(7):
        client.get(at("participant_list", event))


def test_managers_see_it_and_take_it_out(client, manager, event, guest):
    RegistrationFactory(event=event, name="Anna", on_list=False)
    client.force_login(manager)

    page = client.get(at("participant_list", event))
    assert "1 af 2 med plads står på listen." in texts(page, "main p")
    assert texts(page, "tbody tr") == ["Bo Solen Skive"]
    file = client.post(at("participant_list_export", event), {"format": "csv"})
    rows = csv.reader(StringIO(b"".join(file.streaming_content).decode("utf-8-sig")), delimiter=";")
    assert list(rows) == [["Navn", "Arbejdsplads", "Kommune"], ["Bo", "Solen", "Skive"]]
    noted = event.case.events.get()
    assert (noted.kind, noted.data) == ("event.list_exported", {"format": "CSV", "number": 1})
    assert (
        b"".join(client.post(at("participant_list_export", event), {"format": "xlsx"}).streaming_content)[:2] == b"PK"
    )
    assert client.post(at("participant_list_export", event), {"format": "pdf"}).status_code == 404


def test_an_empty_list_says_so(client, manager, event):
    client.force_login(manager)

    page = client.get(at("participant_list", event))

    assert texts(page, "main > p")[-1] == "Ingen har sagt ja til at stå på listen endnu."
