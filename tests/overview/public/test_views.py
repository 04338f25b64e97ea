from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from applications.rounds.actions import prepare_months
from applications.rounds.models import Programme, RoundStatus
from praksis.reference import load_all
from praksis.working_days import end_of_day
from tests.factories.programme import EventFactory
from tests.factories.rounds import ProgrammeFactory, RoundFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

FRONT = reverse("overview:front")
ONE_YEAR = reverse("overview:programme_one_year")
MINI = reverse("overview:programme_mini")
DEADLINE = end_of_day(date(2017, 11, 3))


def in_2017(**facts):
    return RoundFactory(opens_at=datetime(2017, 9, 1, tzinfo=UTC), deadline=DEADLINE, **facts)


@pytest.fixture
def mini():
    return ProgrammeFactory(kind="mini", name="Miniforløb")


# --- The front page ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (DEADLINE - timedelta(days=12), "Etårigt forløb · 12 dage tilbage"),
        (DEADLINE - timedelta(days=1), "Etårigt forløb · 1 dag tilbage"),
        (datetime(2017, 11, 2, 23, 0, tzinfo=UTC), "Etårigt forløb · sidste dag er i dag"),
        (DEADLINE, "Etårigt forløb · sidste dag er i dag"),
        (DEADLINE + timedelta(microseconds=1), "Etårigt forløb"),
    ],
)
def test_front_counts_the_days_to_the_deadline_in_denmark(client, now, over):
    in_2017()

    with time_machine.travel(now, tick=False):
        page = client.get(FRONT)

    assert texts(page, ".tile__over")[0] == over


def test_front_shows_an_open_round_with_its_deadline_and_the_way_in(client):
    round_ = in_2017(name="Januar 2018 til december 2018", places=5)

    with time_machine.travel(DEADLINE - timedelta(days=12), tick=False):
        page = client.get(FRONT)

    assert texts(page, ".tile__heading")[0] == "Januar 2018 til december 2018"
    assert texts(page, ".tile__text")[0] == (
        "I kan søge til og med fredag den 3. november 2017 kl. 23.59. Der er plads til op til 5 kommuner."
    )
    assert links(page, ".tile__foot a")[0] == reverse("applications:begin", args=[round_.pk])


@pytest.mark.parametrize(
    "facts",
    [
        {"draft": True},
        {"closed": True},
        {"opens_at": timezone.now() + timedelta(days=1)},
        {"status": RoundStatus.ANNOUNCED},
    ],
)
def test_front_shows_no_round_that_is_not_open(client, facts):
    RoundFactory(**facts)

    assert texts(client.get(FRONT), ".tile__heading")[0] == "Ingen åben runde lige nu"


@pytest.mark.parametrize(
    ("now", "heading"),
    [
        (datetime(2018, 3, 28, 21, 59, tzinfo=UTC), "Næste frist: 28. marts 2018"),
        (datetime(2018, 3, 28, 22, 0, tzinfo=UTC), "Næste frist: 30. april 2018"),
    ],
)
def test_front_shows_the_next_deadline_of_mini_courses(client, mini, now, heading):
    prepare_months(datetime(2018, 3, 1, tzinfo=UTC))

    with time_machine.travel(now, tick=False):
        assert texts(client.get(FRONT), ".tile__heading")[1] == heading


def test_front_shows_the_stored_deadline_and_not_the_calendars(client, mini):
    RoundFactory(
        programme=mini,
        opens_at=datetime(2018, 3, 1, tzinfo=UTC),
        deadline=end_of_day(date(2018, 4, 3)),
    )

    with time_machine.travel(datetime(2018, 3, 29, 12, tzinfo=UTC), tick=False):
        front, offer = client.get(FRONT), client.get(MINI)

    assert texts(front, ".tile__heading")[:2] == ["Ingen åben runde lige nu", "Næste frist: 3. april 2018"]
    assert texts(offer, ".facts dd")[-1] == "tirsdag den 3. april 2018 kl. 23.59 (5 dage tilbage)"


def test_front_says_when_the_last_deadline_of_mini_courses_has_passed(client, mini):
    Programme.objects.filter(pk=mini.pk).update(last_deadline_on=date(2019, 8, 30))
    prepare_months(datetime(2019, 8, 1, tzinfo=UTC))

    with time_machine.travel(datetime(2019, 8, 30, 12, tzinfo=UTC), tick=False):
        before = texts(client.get(FRONT), ".tile__heading")[1]
    with time_machine.travel(datetime(2019, 8, 31, tzinfo=UTC), tick=False):
        after = texts(client.get(FRONT), ".tile__heading")[1]

    assert (before, after) == ("Næste frist: 30. august 2019", "Ingen flere frister")


def test_front_shows_the_next_conference_and_no_draft_theme_day_or_earlier_one(client):
    EventFactory(title="Kladde", held_on=date(2091, 1, 1))
    EventFactory(published=True, theme_day=True, held_on=date(2091, 1, 2))
    EventFactory(published=True, earlier=True)
    EventFactory(published=True, title="Den derefter", held_on=date(2091, 6, 1))
    EventFactory(published=True, title="Den næste", held_on=date(2091, 5, 1))

    page = client.get(FRONT)

    assert texts(page, ".tile__heading")[-1] == "Den næste"
    assert texts(page, ".tile__over")[-1] == "Landsdækkende konference · tirsdag den 1. maj 2091"


def test_front_says_that_no_conference_is_planned(client):
    assert texts(client.get(FRONT), ".tile__heading")[-1] == "Den næste er ikke planlagt endnu"


def test_front_compares_the_two_courses_and_shows_themes_and_marks(client):
    page = client.get(FRONT)

    assert texts(page, ".compare thead th") == ["Etårigt forløb", "Miniforløb"]
    assert texts(page, ".drawing tbody th")[:2] == ["Organisering af læringsmiljøer", "Forældresamarbejde"]
    assert len(texts(page, ".marks h3")) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_front_asks_the_same_few_queries(client, mini, django_assert_num_queries, count):
    for _ in range(count):
        RoundFactory()
        EventFactory(published=True)

    with django_assert_num_queries(3):
        client.get(FRONT)


# --- The programmes' pages -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [ONE_YEAR, MINI])
def test_a_programme_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_programme_one_year_has_the_offer_in_full(client):
    load_all()

    page = client.get(ONE_YEAR)

    assert texts(page, ".criteria h3") == [
        "Behov for at udvikle læringsmiljøet",
        "Familier i en udsat position eller i risiko for det",
        "Motivationen for at deltage",
        "Ledelsens opbakning og ressourcer",
    ]
    assert len(texts(page, ".checks li")) == 3
    assert texts(page, "#deadlines ~ div tbody td:nth-of-type(2)") == [
        "fredag den 3. november 2017 kl. 23.59",
        "tirsdag den 1. maj 2018 kl. 23.59",
        "torsdag den 1. november 2018 kl. 23.59",
    ]
    assert texts(page, "#deadlines ~ div tbody tr")[1] == (
        "August 2018 til juni 2019 1. august 2018 – 30. juni 2019 tirsdag den 1. maj 2018 kl. 23.59 Op til 5 Afgjort"
    )
    assert len(texts(page, ".questions")) == 8
    assert len(texts(page, ".marks h3")) == 5
    assert texts(page, ".reference") == ["(Heckman 2008, Bleses 2010)", "(Taggart 2014)", "(Taggart 2014)"]


def test_programme_one_year_draws_the_whole_framework(client):
    load_all()

    page = client.get(ONE_YEAR)

    assert texts(page, ".framework thead th") == [
        "Opstartsmøde",
        "Efter opstartsmøde",
        "Første styregruppemøde",
        "Perioden mellem 1. og 2. styregruppemøde",
        "Andet styregruppemøde",
        "Perioden mellem 2. og 3. styregruppemøde",
        "Tredje styregruppemøde",
        "Afslutning",
    ]
    assert texts(page, ".framework tbody th") == ["Kommune", "Styregruppe", "Dagtilbud"]
    assert (len(texts(page, ".framework__step")), len(texts(page, ".framework__tracks > li"))) == (26, 5)


def test_programme_one_year_leads_to_the_open_round(client):
    load_all()
    programme = Programme.objects.get(kind="one_year")
    round_ = RoundFactory(programme=programme, name="Den åbne")

    page = client.get(ONE_YEAR)

    assert links(page, ".facts__button a") == [reverse("applications:begin", args=[round_.pk])]
    assert texts(page, ".facts dt")[-1] == "Søg senest"


def test_programme_one_year_does_not_ask_staff_to_apply(client, manager):
    RoundFactory()

    seen_by_a_visitor = texts(client.get(ONE_YEAR), ".facts__button")
    client.force_login(manager)
    seen_by_staff = texts(client.get(ONE_YEAR), ".facts__button")

    assert seen_by_a_visitor == ["Begynd en ansøgning"]
    assert seen_by_staff == []


def test_programme_mini_has_the_offer_in_full(client):
    load_all()
    prepare_months(datetime(2018, 3, 1, tzinfo=UTC))

    with time_machine.travel(datetime(2018, 3, 5, tzinfo=UTC), tick=False):
        page = client.get(MINI)

    assert texts(page, ".facts dd")[-1] == "onsdag den 28. marts 2018 kl. 23.59 (23 dage tilbage)"
    assert texts(page, ".criteria h3") == ["Udfordringen", "Ledelsens opbakning"]
    assert len(texts(page, ".questions")) == 4
    assert texts(page, ".framework thead th") == ["Før opstart", "Opstart", "Sparring", "Afslutning"]
    assert texts(page, "#requirements") == []


def test_a_programme_without_texts_says_so(client, mini):
    page = client.get(MINI)

    assert texts(page, ".criteria") == ["Kriterierne er ikke lagt ind endnu."]
    assert texts(page, ".framework") == []


@pytest.mark.parametrize("address", [ONE_YEAR, MINI])
@pytest.mark.parametrize("count", [1, 3])
def test_a_programmes_page_asks_the_same_few_queries(client, django_assert_num_queries, address, count):
    load_all()
    for _ in range(count):
        RoundFactory()
        EventFactory(published=True)
    client.get(address)  # a process reads an edition's questions once

    with django_assert_num_queries(9 if address == ONE_YEAR else 8):
        client.get(address)


# --- Statements ----------------------------------------------------------------------------------------------------


def test_accessibility_is_our_own_statement_until_there_is_an_official_one(client):
    page = client.get(reverse("overview:accessibility"))

    assert texts(page, "h1") == ["Tilgængelighedserklæring"]
    assert client.get("/was/").url == reverse("overview:accessibility")


@override_settings(ACCESSIBILITY_STATEMENT_URL="https://was.example/erklaering")
def test_accessibility_leads_to_the_official_statement(client):
    page = client.get(reverse("overview:accessibility"))

    assert "https://was.example/erklaering" in links(page, "main a")
    assert client.get("/was/").url == "https://was.example/erklaering"


def test_privacy_names_the_cookies_that_are_set(client, settings):
    page = client.get(reverse("overview:privacy"))

    assert texts(page, "#cookies ~ div tbody th") == [
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        "messages",
    ]
    assert texts(page, "#cookies ~ div tbody tr")[0].endswith("7 dage")


def test_contact_has_a_number_only_where_there_is_one(client):
    without = texts(client.get(reverse("overview:contact")), ".summary-list dt")
    with override_settings(CONTACT_PHONE="10 20 30 40"):
        with_number = texts(client.get(reverse("overview:contact")), ".summary-list dt")

    assert (without, with_number) == (["Mail"], ["Mail", "Telefon"])


@override_settings(SECURITY_CONTACT="mailto:sikkerhed@praksis.example")
@time_machine.travel(datetime(2026, 1, 1, tzinfo=UTC), tick=False)
def test_security_txt_says_where_to_report_and_until_when_it_holds(client):
    page = client.get("/.well-known/security.txt")

    assert page.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert page.content.decode().splitlines() == [
        "Contact: mailto:sikkerhed@praksis.example",
        "Expires: 2026-06-30T00:00:00Z",
        "Preferred-Languages: da, en",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_robots_txt_keeps_searchers_to_the_public_pages(client):
    assert client.get("/robots.txt").content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /konto/",
        "Disallow: /ansoegninger/",
        "Allow: /",
    ]


@pytest.mark.parametrize(
    "name", ["front", "status", "accessibility", "was", "privacy", "contact", "security_txt", "robots_txt"]
)
def test_the_public_pages_are_only_read(client, name):
    assert client.post(reverse(f"overview:{name}")).status_code == 405


@pytest.mark.parametrize(
    "name", ["front", "programme_one_year", "programme_mini", "status", "accessibility", "privacy", "contact"]
)
def test_every_public_page_has_a_title_and_one_heading(client, name):
    load_all()

    page = client.get(reverse(f"overview:{name}"))

    assert len(texts(page, "h1")) == 1
    assert texts(page, "title")[0].endswith(" – Praksis")


@pytest.mark.parametrize("address", [FRONT, ONE_YEAR, MINI])
def test_the_long_pages_are_small_on_the_way(client, address):
    load_all()

    page = client.get(address, headers={"Accept-Encoding": "gzip"})

    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.content) < 16_000
