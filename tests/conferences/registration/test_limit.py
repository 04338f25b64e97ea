"""So many people an hour from one address or by one link: whoever sends more is told so, and others are unharmed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from conferences.registration import limits
from conferences.registration.models import Registration
from praksis.mail import links
from praksis.mail.models import Email
from praksis.settings import ACCOUNT_RATE_LIMITS
from tests.factories.registration import AllowanceFactory, RegistrationFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db

# Fewer than there are, so that a test does not take long
LIMIT, BY_LINK = 12, 15


@pytest.fixture(autouse=True)
def limit(settings):
    limits = {"register_guests": f"{LIMIT}/h/ip", "register_guests_by_link": f"{BY_LINK}/h/key"}
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, **limits}


@pytest.fixture
def event():
    return open_event()


def url(event):
    return f"{event.get_absolute_url()}tilmelding/"


def send(client, event, *names, more=False, **headers):
    typed = {"antal": str(len(names)), "workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
    for number, name in enumerate(names, 1):
        guest = {"name": f"Gæst {name}", "email": f"{name}@x.example", "role": "staff"}
        typed |= {f"gaest{number}-{field}": value for field, value in guest.items()}
    return client.post(url(event), {**typed, **({"flere": "1"} if more else {})}, **headers)


@pytest.fixture
def spent(client, event):
    """All that one address may send in an hour."""
    assert {send(client, event, f"g{each}").status_code for each in range(LIMIT)} == {302}


def test_a_municipality_behind_one_address_has_room_for_its_people():
    """A coordinator who registers forty colleagues one by one, and others who do so themselves in the same hour."""
    people = {name: int(rate.partition("/")[0]) for name, rate in ACCOUNT_RATE_LIMITS.items()}
    assert people["register_guests"] >= 100
    assert people["register_guests_by_link"] >= 100


def test_one_more_is_not_received_and_what_was_typed_is_kept(client, event, spent):
    page = send(client, event, "anna")

    assert (page.status_code, page["Retry-After"]) == (429, "3600")
    assert "Der er kommet mange tilmeldinger fra jeres netværk" in " ".join(texts(page, "main"))
    assert "Send det igen om en time" in " ".join(texts(page, "main"))
    assert 'value="anna@x.example"' in page.content.decode()
    assert Registration.objects.count() == LIMIT


def test_a_flood_takes_no_more_than_the_limit_and_the_others_register_meanwhile(client, event):
    """A hundred requests with five people each, from one address; somebody else comes in the middle of it."""
    answers = []
    for each in range(100):
        answers.append(send(Client(), event, *(f"g{each}.{one}" for one in range(5))).status_code)
        if each == 50:
            assert send(client, event, "anna", REMOTE_ADDR="192.0.2.7").status_code == 302

    assert answers.count(302) == LIMIT // 5
    assert set(answers) == {302, 429}
    assert Registration.objects.count() == LIMIT // 5 * 5 + 1
    assert Email.objects.count() == LIMIT // 5 * 5 + 1
    anna = Registration.objects.get(email="anna@x.example")
    assert anna.is_seated


def test_people_are_counted_and_not_requests(client, event):
    assert send(client, event, *(f"g{each}" for each in range(10))).status_code == 302
    assert send(client, event, "anna", "bo", "carl").status_code == 429
    assert Registration.objects.count() == 10


def test_what_is_not_filled_in_right_is_not_counted(client, event):
    for _ in range(LIMIT + 1):
        assert send(client, event, "ikke en adresse").status_code == 422

    assert send(client, event, "anna").status_code == 302


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


def test_without_a_proxy_nobody_has_another_address_by_saying_so(client, event, spent):
    assert send(client, event, "anna", headers={"x-forwarded-for": "192.0.2.7"}).status_code == 429


def test_those_with_a_link_of_their_course_are_counted_by_it_and_not_by_their_address(client):
    event = open_event(held_until=timezone.localdate() + timedelta(days=20))
    one, other = (AllowanceFactory(event=event, seats=BY_LINK + 5) for _ in range(2))
    for each in range(LIMIT):
        send(client, event, f"uden{each}")
    assert send(client, event, "anna").status_code == 429

    client.get(f"/tilmelding/forloeb/{links.token(one.link)}/")
    assert {send(client, event, f"g{each}").status_code for each in range(BY_LINK)} == {302}
    page = send(client, event, "anna")
    assert page.status_code == 429
    assert "Der er kommet mange tilmeldinger med jeres link" in " ".join(texts(page, "main"))

    client.get(f"/tilmelding/forloeb/{links.token(other.link)}/")
    assert send(client, event, "anna").status_code == 302


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


# --- Letters to strangers ---------------------------------------------------------------------------------------------


def test_somebody_elses_address_typed_again_and_again_gets_one_letter_a_day(client, event, time_machine):
    time_machine.move_to(timezone.now().replace(hour=8), tick=False)
    RegistrationFactory(event=event, email="anna@x.example")
    for _ in range(5):
        send(client, event, "anna")
        time_machine.shift(timedelta(hours=2))
    assert Email.objects.filter(to="anna@x.example").count() == 1

    time_machine.shift(timedelta(days=1))
    send(client, event, "anna")
    assert Email.objects.filter(to="anna@x.example").count() == 2


@pytest.mark.parametrize(
    "name",
    ["Vind en telefon på https://ond.example", "www.ond.dk", "Køb på ond.dk nu", "anna@x.example", "12345", "\u200b"],
)
def test_a_name_is_no_place_for_somebody_elses_words_in_our_letters(client, event, name):
    page = client.post(
        url(event),
        {"antal": "1", "workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
        | {"gaest1-name": name, "gaest1-email": "anna@x.example", "gaest1-role": "staff"},
    )

    assert page.status_code == 422
    assert not Email.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A.Bang", "A.Bang"),
        ("Dr.phil. Åse  Bjørn-Møller", "Dr.phil. Åse Bjørn-Møller"),
        ("李小龙", "李小龙"),
        ("علی‌رضا", "علی‌رضا"),
        ("Zoë O'Neil", "Zoë O'Neil"),
        ("Anna\r\nBcc: x@ond.example", None),
        ("Anna\r\n\r\nAander", "Anna Aander"),
        ("Anna\u202eAander", "AnnaAander"),
        ("<b>Anna</b>", None),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
    ],
)
def test_names_are_kept_as_one_line_of_what_can_be_seen(client, event, typed, kept):
    client.post(
        url(event),
        {"antal": "1", "workplace": "Børnehuset", "municipality": "ingen", "fulde": ""}
        | {"gaest1-name": typed, "gaest1-email": "anna@x.example", "gaest1-role": "staff"},
    )

    assert [one.name for one in Registration.objects.all()] == ([kept] if kept else [])
    assert [letter.body.splitlines()[0] for letter in Email.objects.all()] == ([f"Hej {kept}"] if kept else [])


def test_red_twin_without_the_count_a_flood_takes_what_it_wants(event, monkeypatch):
    monkeypatch.setattr(limits, "may_register", lambda request, people, allowance: True)

    for each in range(LIMIT):
        send(Client(), event, *(f"g{each}.{one}" for one in range(5)))

    assert Registration.objects.count() == LIMIT * 5
