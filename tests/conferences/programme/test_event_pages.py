from datetime import UTC, date, datetime, time

import pytest
from django.urls import reverse

from conferences.programme.models import Event
from praksis.cases import log
from tests.factories.programme import EventFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db

MAKE = reverse("conferences:event_make")


def parts(name: str, *values: object) -> dict[str, str]:
    return {f"{name}_{part}": str(value) for part, value in zip(["day", "month", "year", "time"], values, strict=False)}


FACTS = {
    "kind": "conference",
    "title": "Leg på tværs",
    "theme": "Leg",
    "description": "En dag om leg.",
    "remark": "",
    **parts("held_on", 3, 11, 2031),
    "starts_at": "9.30",
    "ends_at": "15.30",
    "place": "Nyborg Strand",
    "town": "Nyborg",
    **parts("registration_opens_at", 1, 9, 2031, "8.00"),
    **parts("registration_closes_at", 20, 10, 2031, "12.00"),
    **parts("held_until", 1, 10, 2031),
}
NEW = {**FACTS, "slug": "", "capacity": "350"}


@pytest.fixture
def client(client, manager):
    client.force_login(manager)
    return client


def wrong(page) -> dict[str, list[str]]:
    """What stands beside the fields of a page that was refused."""
    assert page.status_code == 422
    return dict(page.context["form"].errors)


def test_make_proposes_the_address_and_leads_on_to_the_programme(client):
    page = client.post(MAKE, NEW, follow=True)

    event = Event.objects.get()
    assert page.redirect_chain == [("/konferencer/leg-paa-tvaers/program/", 302)]
    assert (event.slug, event.capacity, event.status_word) == ("leg-paa-tvaers", 350, "Kladde")
    assert (event.held_on, event.starts_at, event.ends_at) == (date(2031, 11, 3), time(9, 30), time(15, 30))
    assert event.registration_opens_at == datetime(2031, 9, 1, 6, tzinfo=UTC)
    assert event.held_until == date(2031, 10, 1)
    assert texts(page, ".messages .alert-text") == ["Arrangementet er oprettet som kladde. Læg nu programmet."]


def test_make_takes_an_address_of_ones_own_and_no_dates_of_registration(client):
    less = {name: text for name, text in NEW.items() if not name.startswith(("registration", "held_until"))}

    client.post(MAKE, {**less, "slug": "leg-2031"})

    event = Event.objects.get()
    assert (event.slug, event.registration_opens_at, event.held_until) == ("leg-2031", None, None)


def test_make_twice_with_one_form_makes_one_event(client):
    key = client.get(MAKE).context["form"].initial["key"]

    answers = [client.post(MAKE, {**NEW, "key": str(key)}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"capacity": "0"}, "capacity", "Skriv mindst én plads."),
        ({"capacity": "mange"}, "capacity", "Skriv antallet som et helt tal."),
        ({"ends_at": "9.30"}, "ends_at", "Dagen skal slutte, efter at den er begyndt."),
        (
            parts("registration_closes_at", 1, 9, 2031, "8.00"),
            "registration_closes_at",
            "Tilmeldingen skal lukke, efter at den er åbnet.",
        ),
        (
            parts("registration_closes_at", "", "", "", ""),
            "registration_closes_at",
            "Skriv også, hvornår tilmeldingen lukker.",
        ),
        (
            parts("registration_opens_at", "", "", "", ""),
            "registration_opens_at",
            "Skriv også, hvornår tilmeldingen åbner.",
        ),
        (
            parts("registration_opens_at", 31, 2, 2031, "8.00"),
            "registration_opens_at",
            "Datoen findes ikke: 31.2.2031.",
        ),
        (parts("held_until", 4, 11, 2031), "held_until", "Pladser kan højst holdes til dagen selv."),
        ({"slug": "på tværs"}, "slug", "Skriv kun bogstaverne a til z, tal og bindestreger, fx leg-paa-tvaers."),
        ({"slug": "taget"}, "slug", "Adressen »taget« er taget. Skriv en anden, fx taget-2."),
        ({"slug": "nyt"}, "slug", "Adressen »nyt« er taget. Skriv en anden, fx nyt-2."),
        ({"title": "…"}, "slug", "Der kan ikke laves en adresse af titlen. Skriv en."),
        ({"title": ""}, "title", "Skriv titlen."),
        ({"held_on_day": "", "held_on_month": "", "held_on_year": ""}, "held_on", "Skriv datoen."),
        ({"starts_at": "tidligt"}, "starts_at", "Skriv klokkeslættet med fire cifre, fx 14.30."),
    ],
)
def test_make_says_beside_the_field_what_is_wrong_and_keeps_what_is_typed(client, changed, field, sentence):
    EventFactory(slug="taget")

    page = client.post(MAKE, {**NEW, **changed})

    assert wrong(page) == {field: [sentence]}
    assert texts(page, "#id_description") == ["En dag om leg."]
    assert sentence in texts(page, ".form-error")[0]
    assert Event.objects.count() == 1


def test_edit_shows_the_facts_and_saves_them(client):
    event = EventFactory(slug="dagen", capacity=350, published=True)
    address = reverse("conferences:event_edit", args=["dagen"])

    shown = client.get(address)
    answer = client.post(address, {**FACTS, "slug": "andet", "capacity": "1"})

    event.refresh_from_db()
    assert shown.context["form"].initial["place"] == "Nyborg Strand"
    assert answer.url == "/konferencer/dagen/"
    assert (event.title, event.slug, event.capacity, event.held_on) == ("Leg på tværs", "dagen", 350, date(2031, 11, 3))
    assert log.timeline(event.case, party=False)[0]["text"] == "Oplysningerne om arrangementet blev rettet."


def test_edit_says_beside_the_field_what_is_wrong(client):
    event = EventFactory()

    page = client.post(reverse("conferences:event_edit", args=[event.slug]), {**FACTS, "ends_at": "8"})

    assert wrong(page) == {"ends_at": ["Dagen skal slutte, efter at den er begyndt."]}


def test_edit_tells_calendars_that_the_day_has_changed(client):
    event = EventFactory(published=True)
    client.post(reverse("conferences:event_edit", args=[event.slug]), FACTS)

    file = client.get(reverse("conferences:event_calendar", args=[event.slug])).content.decode()

    assert "SEQUENCE:1" in file


@pytest.mark.parametrize("name", ["event_make", "event_edit"])
def test_others_cannot_make_or_edit(client, consultant, name):
    event = EventFactory(published=True)
    client.force_login(consultant)
    address = reverse(f"conferences:{name}", args=[event.slug] if name == "event_edit" else [])

    assert client.get(address).status_code == 403
    assert client.post(address, NEW).status_code == 403
    assert Event.objects.count() == 1


def test_the_list_leads_managers_to_a_new_event(client, consultant):
    address = reverse("conferences:event_list")
    managers = client.get(address).content.decode().count(MAKE)
    client.force_login(consultant)

    assert managers == 1
    assert client.get(address).content.decode().count(MAKE) == 0
