from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.programme import actions
from conferences.programme.models import EventStatus
from praksis.cases.actors import SYSTEM
from tests.factories.programme import EventFactory, PauseFactory, SpeakerFactory, TalkFactory, WorkshopFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

LIST = reverse("conferences:event_list")


def full_event(**facts):
    event = EventFactory(published=True, **facts)
    PauseFactory(event=event)
    TalkFactory(event=event, speakers=[SpeakerFactory(name=f"Vibeke {event.slug}")])
    WorkshopFactory(event=event, title="Leg", speakers=[SpeakerFactory(name=f"Hanne {event.slug}")])
    WorkshopFactory(event=event, title="Måltid", room="Lokale 2")
    return event


def test_event_list_shows_coming_and_earlier_events(client):
    EventFactory(published=True, title="Alle med", held_on=date(2091, 3, 1))
    EventFactory(published=True, title="Dagtilbud af høj kvalitet", held_on=date(2017, 11, 30))

    page = client.get(LIST)

    assert texts(page, ".tile__heading") == ["Alle med"]
    assert texts(page, ".plain-rows > li") == [
        "Dagtilbud af høj kvalitet Landsdækkende konference · torsdag den 30. november 2017 · Nyborg Strand"
    ]


def test_event_list_says_for_whom_each_kind_is(client):
    EventFactory(published=True, held_on=date(2091, 3, 1))
    EventFactory(published=True, theme_day=True, held_on=date(2091, 4, 1))

    page = client.get(LIST)

    assert texts(page, ".tile__foot") == ["Gratis og åben for alle", "For kommuner i et etårigt forløb"]


def test_event_list_says_when_nothing_is_planned(client):
    assert texts(client.get(LIST), "section p") == [
        "Der er ikke planlagt nye arrangementer lige nu. Datoen for den næste konference kommer her på siden."
    ]


def test_event_list_leads_managers_to_what_is_erased_of_guests(client, manager, consultant):
    client.force_login(manager)
    assert links(client.get(LIST), "main p a")[-1] == reverse("conferences:erasing")

    client.force_login(consultant)
    assert links(client.get(LIST), "main p a") == []


def test_event_list_keeps_a_draft_from_the_public(client, manager):
    EventFactory(title="Hemmelig endnu")

    seen_by_the_public = texts(client.get(LIST), ".tile__heading")
    client.force_login(manager)
    seen_by_a_manager = texts(client.get(LIST), ".tile__heading")

    assert seen_by_a_manager == ["Hemmelig endnu"]
    assert seen_by_the_public == []


@pytest.mark.parametrize("count", [1, 3])
def test_event_list_asks_the_same_few_queries(client, django_assert_num_queries, count):
    for _ in range(count):
        EventFactory(published=True)
        EventFactory(published=True, earlier=True)

    with django_assert_num_queries(2):
        client.get(LIST)


def test_event_shows_the_day_hour_by_hour(client):
    event = full_event()

    page = client.get(event.get_absolute_url())

    assert texts(page, ".timetable__time") == ["10.00–11.00", "11.00–12.00", "12.00–13.00"]
    assert texts(page, ".timetable__heading") == ["Hverdagen som læringsmiljø", "Workshops"]
    assert texts(page, ".timetable__pause") == ["Frokost"]
    assert texts(page, ".timetable .tile__heading") == ["Leg", "Måltid"]
    assert texts(page, "title") == [f"{event.title} – Praksis"]


def test_event_names_speakers_and_place(client):
    event = full_event(slug="aarsmoede", held_on=date(2017, 11, 30))

    page = client.get(event.get_absolute_url())

    assert texts(page, ".people strong") == ["Hanne aarsmoede", "Vibeke aarsmoede"]
    assert texts(page, ".facts dd")[:2] == ["torsdag den 30. november 2017 kl. 09.30–15.30", "Nyborg Strand Nyborg"]
    assert texts(page, "main > .lead") == ["Landsdækkende konference: torsdag den 30. november 2017 på Nyborg Strand"]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "Tilmeldingen er ikke åben endnu."),
        (
            {"theme_day": True},
            "Er I i et etårigt forløb, får I besked af jeres praksiskonsulent, når tilmeldingen åbner.",
        ),
        ({"earlier": True}, "Konferencen er holdt."),
        ({"earlier": True, "theme_day": True}, "Temadagen er holdt."),
    ],
)
def test_event_says_how_one_takes_part(client, facts, said):
    event = EventFactory(published=True, **facts)

    assert texts(client.get(event.get_absolute_url()), ".facts > p") == [said]


def test_a_theme_day_says_whether_its_registration_is_open(client):
    now = timezone.now()
    dates = {"registration_opens_at": now - timedelta(days=9), "registration_closes_at": now + timedelta(days=1)}
    is_open = EventFactory(published=True, theme_day=True, **dates)
    closed = EventFactory(
        published=True, theme_day=True, **{**dates, "registration_closes_at": now - timedelta(days=1)}
    )

    (said,) = texts(client.get(is_open.get_absolute_url()), ".facts > p")
    assert said.startswith("Tilmeldingen er åben til")
    assert said.endswith("Er I i et etårigt forløb, har jeres tovholder fået et link, som I tilmelder jer med.")
    assert texts(client.get(closed.get_absolute_url()), ".facts > p") == ["Tilmeldingen er lukket."]


def test_event_says_to_whom_a_theme_day_is_open(client):
    event = EventFactory(published=True, theme_day=True)

    assert texts(client.get(event.get_absolute_url()), ".facts dd")[2] == "Kommuner i et etårigt forløb"


def test_event_without_a_programme_says_so_to_the_manager(client, manager):
    client.force_login(manager)

    page = client.get(EventFactory().get_absolute_url())

    assert texts(page, "#programme ~ p") == ["Programmet er ikke lagt endnu."]


@pytest.mark.parametrize("count", [1, 3])
def test_event_asks_the_same_few_queries(client, django_assert_num_queries, count):
    event = full_event()
    for number in range(count - 1):
        TalkFactory(event=event, starts_at=time(13 + number), ends_at=time(14 + number), speakers=[SpeakerFactory()])

    with django_assert_num_queries(7):
        client.get(event.get_absolute_url())
    actions.take_down(event, by=SYSTEM)
    actions.publish(event, by=SYSTEM)
    with django_assert_num_queries(2):
        client.get(event.get_absolute_url())


def test_event_that_is_a_draft_is_not_found_by_the_public(client, manager):
    event = EventFactory()

    seen_by_the_public = client.get(event.get_absolute_url())
    client.force_login(manager)
    seen_by_a_manager = client.get(event.get_absolute_url())

    assert seen_by_a_manager.status_code == 200
    assert seen_by_the_public.status_code == 404


def test_publish_and_take_down_by_the_manager(client, manager):
    event = TalkFactory().event
    client.force_login(manager)

    published = client.post(reverse("conferences:publish", args=[event.slug]), follow=True)
    event.refresh_from_db()
    assert event.status == EventStatus.PUBLISHED
    assert texts(published, ".messages .alert-text") == ["Programmet er offentliggjort."]

    taken_down = client.post(reverse("conferences:take_down", args=[event.slug]), follow=True)
    event.refresh_from_db()
    assert event.status == EventStatus.DRAFT
    assert texts(taken_down, ".messages .alert-text") == ["Programmet er taget ned. Kun ledere kan se det nu."]


def test_publish_of_an_empty_programme_says_why_not(client, manager):
    event = EventFactory()
    client.force_login(manager)

    page = client.post(reverse("conferences:publish", args=[event.slug]), follow=True)

    assert texts(page, ".messages .alert-text") == [
        "Programmet er tomt. Tilføj mindst ét oplæg eller én workshop, før I offentliggør det."
    ]


@pytest.mark.parametrize("name", ["publish", "take_down"])
def test_publish_and_take_down_are_refused_to_others(client, consultant, name):
    event = EventFactory(published=True)
    client.force_login(consultant)

    assert client.post(reverse(f"conferences:{name}", args=[event.slug])).status_code == 403
    assert client.get(reverse(f"conferences:{name}", args=[event.slug])).status_code == 405
    event.refresh_from_db()
    assert event.status == EventStatus.PUBLISHED


@pytest.mark.parametrize("name", ["publish", "take_down"])
def test_publish_and_take_down_ask_a_visitor_to_sign_in(client, name):
    event = EventFactory(published=True)

    answer = client.post(reverse(f"conferences:{name}", args=[event.slug]))

    assert answer.url.partition("?")[0] == reverse("account_login")


def test_the_menu_has_the_conferences_for_visitors_and_applicants(client, coordinator, consultant):
    for user, shown in [(None, 1), (coordinator, 1), (consultant, 0)]:
        if user:
            client.force_login(user)
        menu = links(client.get(LIST), ".nav .nav-link")
        assert menu.count(LIST) == shown


# --- What the public reads ------------------------------------------------------------------------------------------


def published(**facts):
    """A public event with a version: a talk at ten, and two workshops at eleven, the second without a room."""
    event = EventFactory(**facts)
    TalkFactory(event=event, title="Velkommen", theme="")
    WorkshopFactory(event=event, title="Leg", room="Lokale 1", theme="professional_leadership")
    WorkshopFactory(event=event, title="Måltid", theme="parental_cooperation")
    actions.publish(event, by=SYSTEM)
    return event


def test_event_shows_the_version_and_not_the_draft(client):
    event = published()

    event.talks.update(title="Rettet i kladden")

    assert texts(client.get(event.get_absolute_url()), ".timetable__heading") == ["Velkommen", "Workshops"]


def test_event_shows_the_draft_to_a_manager_who_asks_for_it(client, manager, consultant):
    event = published()
    event.talks.update(title="Rettet i kladden")
    preview = f"{event.get_absolute_url()}?kladde"

    client.force_login(consultant)
    seen_by_others = texts(client.get(preview), ".timetable__heading")
    client.force_login(manager)
    page = client.get(preview)

    assert texts(page, ".timetable__heading") == ["Rettet i kladden", "Workshops"]
    assert texts(page, ".alert-info .alert-heading") == ["Sådan vil siden se ud"]
    assert links(page, ".looks a")[0] == "?kladde=1"
    assert seen_by_others == ["Velkommen", "Workshops"]
    assert texts(client.get(event.get_absolute_url()), ".timetable__heading") == ["Velkommen", "Workshops"]


def test_event_tells_what_has_changed_since_the_version_before(client):
    event = published()
    before = texts(client.get(event.get_absolute_url()), "#changed")
    event.talks.update(room="Lille sal")
    actions.publish_changes(event, by=SYSTEM)

    page = client.get(event.get_absolute_url())

    assert before == []
    assert texts(page, "#changed") == ["Ændret i programmet"]
    assert texts(page, ".changes li") == ["»Velkommen« er nu i Lille sal (før Store sal)."]


def test_event_that_has_been_held_tells_no_changes(client):
    event = published(earlier=True)
    event.talks.update(room="Lille sal")
    actions.publish_changes(event, by=SYSTEM)

    assert texts(client.get(event.get_absolute_url()), "#changed") == []


def test_event_as_a_table_of_rooms(client):
    event = published()

    page = client.get(event.get_absolute_url(), {"vis": "skema"})

    assert texts(page, ".day-grid thead th") == ["Tid", "Lokale 1", "Andet"]
    assert texts(page, ".day-grid tbody th") == ["10.00", "11.00"]
    assert texts(page, ".day-grid td strong") == ["Velkommen", "Leg", "Måltid"]
    assert texts(page, ".timetable") == []
    assert texts(page, ".looks [aria-current]") == ["Skema", "Alle"]


def test_event_as_a_table_without_columns(client):
    event = PauseFactory(event=EventFactory(published=True)).event

    page = client.get(event.get_absolute_url(), {"vis": "skema"})

    assert texts(page, ".day-grid thead th") == ["Tid", "Punkt"]
    assert texts(page, ".looks__label") == ["Vis som:"]


def test_event_shows_only_one_theme_where_that_is_asked_for(client):
    event = published()

    page = client.get(event.get_absolute_url(), {"tema": "parental_cooperation"})

    assert texts(page, ".timetable .tile__heading") == ["Måltid"]
    assert texts(page, ".timetable__heading") == ["Workshops"]
    assert texts(page, ".looks [aria-current]") == ["Liste", "Forældresamarbejde"]
    assert links(page, ".looks a")[1] == "?vis=skema&tema=parental_cooperation"


def test_event_shows_everything_where_a_theme_is_not_in_the_programme(client):
    event = published()

    page = client.get(event.get_absolute_url(), {"tema": "learning_environments"})

    assert texts(page, ".timetable__heading") == ["Velkommen", "Workshops"]


def test_event_as_a_calendar_file(client):
    event = published(slug="dagen", title="Alle med", held_on=date(2091, 3, 1))

    answer = client.get(reverse("conferences:event_calendar", args=[event.slug]))

    file = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "METHOD:PUBLISH" in file
    assert "SUMMARY:Alle med" in file
    assert "DTSTART;TZID=Europe/Copenhagen:20910301T093000" in file
    assert "SEQUENCE:0" in file
    assert "LOCATION:Nyborg Strand\r\n" in file


def test_event_as_a_calendar_file_names_a_town_that_the_place_does_not(client):
    event = EventFactory(published=True, place="Huset", town="Aarhus")

    file = client.get(reverse("conferences:event_calendar", args=[event.slug])).content.decode()

    assert "LOCATION:Huset\\, Aarhus" in file
