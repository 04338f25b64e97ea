"""Two managers who change the same thing: the second reads what the first wrote, and loses nothing."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.programme import actions, meanwhile
from conferences.programme.models import Event, Pause, Talk, Workshop
from praksis.cases.actors import SYSTEM
from tests.factories.programme import (
    EventFactory,
    PauseFactory,
    SpeakerFactory,
    TalkFactory,
    TrackFactory,
    WorkshopFactory,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


def seen_at(client, address):
    """The mark that a form is opened with."""
    return re.search(r'name="seen" value="([\w-]+)"', client.get(address).content.decode())[1]


def mark(page):
    return re.search(r'name="seen" value="([\w-]+)"', page.content.decode())[1]


def said(page):
    return list(zip(texts(page, "main dt"), texts(page, "main dd"), strict=True))


FACTS = {
    "kind": "conference",
    "title": "Dagen",
    "theme": "",
    "description": "En dag.",
    "remark": "",
    "held_on_day": "3",
    "held_on_month": "11",
    "held_on_year": "2031",
    "starts_at": "9.30",
    "ends_at": "15.30",
    "place": "Huset",
    "town": "Ry",
}


@pytest.fixture
def event():
    kept = {"title": "Dagen", "theme": "", "description": "En dag.", "place": "Huset", "town": "Ry"}
    return EventFactory(slug="konference", held_on=date(2031, 11, 3), **kept)


def test_the_second_to_change_the_facts_reads_what_the_first_wrote_and_keeps_their_own(managing, event):
    address = reverse("conferences:event_edit", args=["konference"])
    seen = seen_at(managing, address)
    opens, closes = (datetime(2031, month, 1, 9, tzinfo=ZoneInfo("Europe/Copenhagen")) for month in (9, 10))
    Event.objects.update(
        kind="theme_day",
        place="Odeon",
        theme="Leg",
        held_on=date(2031, 11, 4),
        starts_at=time(10),
        registration_opens_at=opens,
        registration_closes_at=closes,
    )

    page = managing.post(address, {**FACTS, "seen": seen, "place": "Hallen", "town": "Vejle"})

    assert page.status_code == 422
    assert texts(page, "nav .alert-text li, .alert-error li")[0].startswith(
        "En anden har rettet det samme, mens du skrev. Det, du har skrevet, står her endnu."
    )
    assert said(page) == [
        ("Slags", "Temadag"),
        ("Overskrift for dagen", "Leg"),
        ("Dato", "tirsdag den 4. november 2031"),
        ("Fra kl.", "10.00"),
        ("Sted", "Odeon"),
        ("Tilmeldingen åbner", "mandag den 1. september 2031 kl. 09.00"),
        ("Tilmeldingen lukker", "onsdag den 1. oktober 2031 kl. 09.00"),
    ]
    assert 'value="Hallen"' in page.content.decode()
    assert Event.objects.get().place == "Odeon"

    managing.post(address, {**FACTS, "seen": mark(page), "place": "Hallen"})
    assert Event.objects.get().place == "Hallen"


def test_red_twin_without_the_mark_the_second_writes_over_the_first(managing, event, monkeypatch):
    address = reverse("conferences:event_edit", args=["konference"])
    seen = seen_at(managing, address)
    Event.objects.update(place="Odeon")
    monkeypatch.setattr(meanwhile, "changed", lambda now, seen: [])

    managing.post(address, {**FACTS, "seen": seen, "place": "Hallen"})

    assert Event.objects.get().place == "Hallen"


def test_a_third_meanwhile_is_seen_too(managing, event):
    address = reverse("conferences:event_edit", args=["konference"])
    seen = seen_at(managing, address)
    Event.objects.update(place="Odeon")
    first = managing.post(address, {**FACTS, "seen": seen, "place": "Hallen"})
    Event.objects.update(place="Teltet")

    again = managing.post(address, {**FACTS, "seen": mark(first), "place": "Hallen"})

    assert (again.status_code, said(again)) == (422, [("Sted", "Teltet")])


def test_who_writes_the_same_or_presses_twice_meets_no_quarrel(managing, event):
    address = reverse("conferences:event_edit", args=["konference"])
    seen = seen_at(managing, address)

    pages = [managing.post(address, {**FACTS, "seen": seen, "place": "Hallen"}) for _ in range(2)]

    assert [page.status_code for page in pages] == [302, 302]
    assert event.case.events.filter(kind="event.facts_changed").count() == 1


def test_who_changes_something_else_and_the_same_as_the_other_meets_no_quarrel(managing, event):
    address = reverse("conferences:event_edit", args=["konference"])
    seen = seen_at(managing, address)
    Event.objects.update(place="Hallen")

    answer = managing.post(address, {**FACTS, "seen": seen, "place": "Hallen", "title": "En ny dag"})

    assert (answer.status_code, Event.objects.get().title) == (302, "En ny dag")


def test_a_mark_that_is_none_is_no_way_around(managing, event):
    address = reverse("conferences:event_edit", args=["konference"])

    page = managing.post(address, {**FACTS, "seen": "banan", "place": "Hallen"})

    assert (page.status_code, said(page)) == (422, [("Sted", "Huset")])


def test_what_does_not_say_what_was_seen_is_saved(managing, event):
    address = reverse("conferences:event_edit", args=["konference"])

    assert managing.post(address, {**FACTS, "place": "Hallen"}).status_code == 302
    assert Event.objects.get().place == "Hallen"


SESSION = {"starts_at": "10.00", "ends_at": "11.00"}


def edit(session, kind):
    return reverse("conferences:session_edit", args=[session.event.slug, kind, session.pk])


def test_the_second_to_change_a_pause_is_told(managing):
    pause = PauseFactory(title="Frokost")
    address = edit(pause, "pause")
    seen = seen_at(managing, address)
    Pause.objects.update(title="Stor frokost")

    page = managing.post(address, {"title": "Frokost", "starts_at": "12", "ends_at": "13.15", "seen": seen})

    assert (page.status_code, said(page)) == (422, [("Titel", "Stor frokost")])
    assert Pause.objects.get().ends_at == time(13)


def test_the_second_to_change_a_talk_reads_who_speaks_and_on_what(managing):
    hanne, ole = SpeakerFactory(name="Hanne"), SpeakerFactory(name="Ole")
    talk = TalkFactory(title="Leg", theme="", text="", room="Sal", speakers=[hanne])
    TalkFactory(event=talk.event, starts_at=time(13), ends_at=time(14), speakers=[hanne, ole])
    TrackFactory(event=talk.event, name="Ledere")
    address = edit(talk, "oplaeg")
    seen = seen_at(managing, address)
    talk.speakers.set([ole])
    Talk.objects.filter(pk=talk.pk).update(theme="learning_environments", room="", track=talk.event.tracks.get())
    typed = {**SESSION, "title": "Leg!", "text": "", "room": "Sal", "theme": "", "speakers": [str(hanne.pk)]}

    page = managing.post(address, {**typed, "seen": seen})

    assert page.status_code == 422
    assert said(page) == [
        ("Lokale", "Tomt"),
        ("Tema", Talk.objects.get(pk=talk.pk).get_theme_display()),
        ("Spor", "Ledere"),
        ("Oplægsholdere", "Ole"),
    ]
    assert [one.name for one in talk.speakers.all()] == ["Ole"]
    assert managing.post(address, {**typed, "seen": mark(page)}).status_code == 302
    assert [one.name for one in talk.speakers.all()] == ["Hanne"]


def test_a_workshop_whose_speakers_were_taken_off_says_so(managing):
    hanne = SpeakerFactory(name="Hanne")
    workshop = WorkshopFactory(title="Leg", seats=12, speakers=[hanne])
    address = edit(workshop, "workshop")
    seen = seen_at(managing, address)
    workshop.speakers.clear()
    Workshop.objects.update(seats=20)
    TalkFactory(event=workshop.event, starts_at=time(13), ends_at=time(14), speakers=[hanne])
    typed = {**SESSION, "title": "Leg", "text": "", "room": "", "theme": "", "speakers": [str(hanne.pk)], "seats": "12"}

    page = managing.post(address, {**typed, "starts_at": "11", "ends_at": "12", "seen": seen})

    assert (page.status_code, said(page)) == (422, [("Oplægsholdere", "Ingen"), ("Pladser", "20")])


def test_the_same_session_again_is_saved_once(managing):
    talk = TalkFactory(title="Leg", text="", theme="", room="")
    address = edit(talk, "oplaeg")
    typed = {**SESSION, "title": "Leg!", "text": "", "room": "", "theme": "", "seen": seen_at(managing, address)}

    pages = [managing.post(address, typed) for _ in range(2)]

    assert [page.status_code for page in pages] == [302, 302]
    assert talk.event.case.events.filter(kind="event.session_changed").count() == 1


def test_a_mark_is_another_when_anything_is():
    hanne, ole = SpeakerFactory(name="Hanne"), SpeakerFactory(name="Ole")
    workshop = WorkshopFactory(speakers=[hanne], track=TrackFactory())
    now = meanwhile.of_session(workshop)
    others = {"title": "Andet", "seats": 1, "speakers": [hanne, ole], "track": None, "starts_at": time(8)}

    marks = {meanwhile.mark({**now, name: value}) for name, value in others.items()}

    assert len({meanwhile.mark(now), *marks}) == len(others) + 1
    assert meanwhile.mark(now) == meanwhile.mark(dict(reversed(now.items())))
    moment = timezone.now()
    assert meanwhile.mark({"at": moment}) == meanwhile.mark({"at": moment.astimezone(ZoneInfo("Europe/Copenhagen"))})


def test_change_session_raises_what_stands_now():
    talk = TalkFactory(title="Leg")

    with pytest.raises(actions.Changed) as changed:
        actions.change_session(
            talk, title="Ro", starts_at=talk.starts_at, ends_at=talk.ends_at, seen="andet", by=SYSTEM
        )

    assert (changed.value.now["title"], "title" in changed.value.theirs) == ("Leg", True)
    assert Talk.objects.get().title == "Leg"
