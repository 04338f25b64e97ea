from datetime import date, time
from uuid import uuid4

import pytest

from conferences.programme import actions
from conferences.programme.models import EventStatus, Speaker
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.cases.models import Case
from praksis.errors import ActionError
from tests.factories.programme import EventFactory, TalkFactory, WorkshopFactory
from tests.factories.registration import WorkshopChoiceFactory

pytestmark = pytest.mark.django_db

FACTS = {
    "kind": "conference",
    "slug": "nyborg-2017",
    "title": "Dagtilbud af høj kvalitet",
    "description": "Den første konference.",
    "held_on": date(2017, 11, 30),
    "starts_at": time(9, 30),
    "ends_at": time(15, 30),
    "place": "Nyborg Strand",
    "town": "Nyborg",
    "capacity": 350,
}
TALK = {
    "kind": "talk",
    "starts_at": "09:30",
    "ends_at": "10:30",
    "title": "Velkommen",
    "text": "Om dagen.",
    "room": "Store sal",
    "theme": "",
    "speakers": [{"name": "Annelise Krag", "title": "kontorchef"}],
}
WORKSHOP = {
    "title": "Rummet som medspiller",
    "text": "Vi flytter rundt.",
    "room": "Lokale 1",
    "theme": "learning_environments",
    "speakers": [{"name": "Hanne Friis", "title": "praksiskonsulent"}, {"name": "Ole Kragelund", "title": "leder"}],
    "seats": 40,
}
PROGRAMME = [
    {"kind": "break", "starts_at": "09:00", "ends_at": "09:30", "title": "Kaffe"},
    TALK,
    {"kind": "workshops", "starts_at": "10:30", "ends_at": "11:30", "title": "Workshops", "workshops": [WORKSHOP]},
]


def test_create_opens_a_case_and_shows_nothing_yet(manager):
    event = actions.create(**FACTS, by=Actor.of(manager))

    assert event.status == EventStatus.DRAFT
    assert event.case.title == "Dagtilbud af høj kvalitet"
    assert [row["text"] for row in log.timeline(event.case, party=False)] == [
        "Arrangementet »Dagtilbud af høj kvalitet« blev oprettet."
    ]


def test_create_refuses_an_address_that_is_taken():
    actions.create(**FACTS, by=SYSTEM)

    with pytest.raises(ActionError) as said:
        actions.create(**FACTS, by=SYSTEM)

    assert str(said.value) == "Adressen »nyborg-2017« er taget. Skriv en anden, fx nyborg-2017-2."
    assert said.value.field == "slug"


@pytest.mark.parametrize("slug", ["nyt", "doer", "sletning"])
def test_create_refuses_the_addresses_of_fixed_pages(slug):
    with pytest.raises(ActionError, match="er taget"):
        actions.create(**{**FACTS, "slug": slug}, by=SYSTEM)


def test_create_twice_with_the_forms_own_key_makes_one_event():
    key = uuid4()

    first, second = (actions.create(**FACTS, key=key, by=SYSTEM) for _ in range(2))

    assert first == second
    assert Case.objects.count() == 1


def test_set_programme_lays_pauses_talks_and_workshops():
    event = EventFactory()

    actions.set_programme(event, PROGRAMME, by=SYSTEM)

    talk, workshop = event.talks.get(), event.workshops.get()
    assert event.pauses.get().title == "Kaffe"
    assert (talk.title, talk.starts_at, talk.room) == ("Velkommen", time(9, 30), "Store sal")
    assert [str(speaker) for speaker in talk.speakers.all()] == ["Annelise Krag, kontorchef"]
    assert (workshop.get_theme_display(), workshop.seats) == ("Organisering af læringsmiljøer", 40)
    assert workshop.speakers.count() == 2


def test_set_programme_again_replaces_what_stood_there_and_keeps_the_speakers():
    event = EventFactory()
    actions.set_programme(event, PROGRAMME, by=SYSTEM)

    actions.set_programme(event, [TALK], by=SYSTEM)

    assert (event.pauses.count(), event.talks.count(), event.workshops.count()) == (0, 1, 0)
    assert Speaker.objects.count() == 3
    assert log.timeline(event.case, party=False)[0]["text"] == "Programmet blev lagt: 1 oplæg og 0 workshops."


def test_set_programme_again_is_refused_once_guests_have_chosen_workshops():
    workshop = WorkshopChoiceFactory().workshop

    with pytest.raises(ActionError, match="Gæster har valgt workshops"):
        actions.set_programme(workshop.event, PROGRAMME, by=SYSTEM)

    assert workshop.event.workshops.get() == workshop


def test_set_programme_with_an_unknown_kind_changes_nothing():
    event = EventFactory()
    actions.set_programme(event, PROGRAMME, by=SYSTEM)

    with pytest.raises(KeyError):
        actions.set_programme(event, [TALK, {"kind": "dance"}], by=SYSTEM)

    assert (event.pauses.count(), event.talks.count(), event.workshops.count()) == (1, 1, 1)


@pytest.mark.parametrize("make", [TalkFactory, WorkshopFactory])
def test_publish_shows_a_programme(make):
    event = make().event

    actions.publish(event, by=SYSTEM)

    event.refresh_from_db()
    assert event.is_published
    assert event.published_at is not None
    assert log.timeline(event.case, party=False)[0]["text"] == "Programmet blev offentliggjort."


def test_publish_refuses_an_empty_programme():
    event = EventFactory()

    with pytest.raises(ActionError, match="Programmet er tomt"):
        actions.publish(event, by=SYSTEM)

    event.refresh_from_db()
    assert event.status == EventStatus.DRAFT


def test_publish_twice_is_refused():
    event = TalkFactory(event=EventFactory(published=True)).event

    with pytest.raises(ActionError):
        actions.publish(event, by=SYSTEM)


def test_take_down_hides_the_programme_again():
    event = TalkFactory(event=EventFactory(published=True)).event

    actions.take_down(event, by=SYSTEM)

    event.refresh_from_db()
    assert (event.status, event.published_at) == (EventStatus.DRAFT, None)
    assert log.timeline(event.case, party=False)[0]["text"] == "Programmet blev taget ned fra hjemmesiden."


def test_take_down_of_what_is_not_shown_is_refused():
    with pytest.raises(ActionError):
        actions.take_down(EventFactory(), by=SYSTEM)
