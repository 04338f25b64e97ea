"""So many registrations from one address an hour: whoever sends more is told so, and others are unharmed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conferences.registration.models import Registration
from tests.factories.registration import open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db

LIMIT = 30


@pytest.fixture
def event():
    return open_event()


def url(event):
    return f"{event.get_absolute_url()}tilmelding/"


def send(client, event, name, *, more=False, **headers):
    typed = {"antal": "1", "workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
    typed |= {"gaest1-name": name, "gaest1-email": f"{name}@x.example", "gaest1-role": "staff"}
    return client.post(url(event), {**typed, **({"flere": "1"} if more else {})}, **headers)


@pytest.fixture
def spent(client, event):
    """All that one address may send in an hour."""
    assert {send(client, event, f"g{each}").status_code for each in range(LIMIT)} == {302}


def test_one_more_is_not_received_and_what_was_typed_is_kept(client, event, spent):
    page = send(client, event, "anna")

    assert (page.status_code, page["Retry-After"]) == (429, "3600")
    assert "Send det igen om en time" in " ".join(texts(page, "main"))
    assert 'value="anna@x.example"' in page.content.decode()
    assert Registration.objects.count() == LIMIT


def test_the_page_does_not_tell_who_is_registered(client, event, spent):
    known, unknown = (texts(send(client, event, name), "main") for name in ("g1", "anna"))

    assert known == unknown


def test_another_address_is_unharmed(client, event, spent):
    assert send(client, event, "anna", REMOTE_ADDR="192.0.2.7").status_code == 302
    assert send(client, event, "bo").status_code == 429


def test_behind_a_proxy_the_guest_is_counted_and_not_the_proxy(client, event, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    one, other = {"x-forwarded-for": "192.0.2.7"}, {"x-forwarded-for": "192.0.2.7, 192.0.2.8"}
    for each in range(LIMIT):
        send(client, event, f"g{each}", headers=one)

    assert send(client, event, "anna", headers=one).status_code == 429
    assert send(client, event, "bo", headers=other).status_code == 302


def test_reading_and_asking_for_room_for_another_is_not_counted(client, event):
    for _ in range(LIMIT):
        client.get(url(event))
        send(client, event, "anna", more=True)
    assert send(client, event, "anna").status_code == 302


def test_the_page_can_be_read_and_another_event_is_not_open_either(client, event, spent):
    assert client.get(url(event)).status_code == 200
    assert send(client, open_event(), "anna").status_code == 429


def test_after_an_hour_it_is_open_again(client, event, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    for each in range(LIMIT):
        send(client, event, f"g{each}")
    time_machine.move_to(timezone.now() + timedelta(minutes=59), tick=False)
    assert send(client, event, "anna").status_code == 429

    time_machine.move_to(timezone.now() + timedelta(minutes=2), tick=False)
    assert send(client, event, "anna").status_code == 302
