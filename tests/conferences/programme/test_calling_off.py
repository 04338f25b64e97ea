"""Calling an event off, and taking one down that guests are registered for."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from conferences.programme import actions
from conferences.programme.models import Event, Speaker
from conferences.programme.reminders import due
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.errors import ActionError
from praksis.mail.models import Email
from tests.factories.programme import EventFactory, SpeakerFactory, SpeakerRequestFactory, TalkFactory
from tests.factories.registration import RegistrationFactory, open_event
from tests.pages import texts

pytestmark = pytest.mark.django_db

EVENT = "/konferencer/konference/"


@pytest.fixture
def managing(client, manager):
    client.force_login(manager)
    return client


def test_call_off_keeps_when_and_why_and_notes_it_once():
    event = open_event()

    for _ in range(2):
        actions.call_off(event, reason="Stormen.", by=SYSTEM)

    event.refresh_from_db()
    assert (event.is_called_off, event.called_off_because, event.called_off_at is not None) == (True, "Stormen.", True)
    assert [one["text"] for one in log.timeline(event.case, party=False)] == [
        "Gæster, som ændringen gælder, har fået en mail: 0.",
        "Arrangementet blev aflyst: Stormen.",
    ]


@pytest.mark.parametrize(
    ("facts", "reason", "sentence"),
    [
        ({"published": True}, "  ", "Skriv, hvorfor"),
        ({}, "Stormen.", "ikke offentliggjort"),
        ({"published": True, "earlier": True}, "Stormen.", "Dagen er holdt"),
    ],
)
def test_call_off_is_refused_without_a_reason_of_a_draft_and_of_what_is_over(facts, reason, sentence):
    event = EventFactory(**facts)

    with pytest.raises(ActionError, match=sentence):
        actions.call_off(event, reason=reason, by=SYSTEM)

    assert not Event.objects.get().is_called_off


def test_what_is_called_off_is_neither_published_nor_taken_down_again():
    event = TalkFactory(event=EventFactory(called_off=True)).event

    for act in (actions.publish, actions.publish_changes, actions.take_down):
        with pytest.raises(ActionError):
            act(event, by=SYSTEM)


def test_its_facts_can_still_be_corrected_and_nobody_is_told():
    event = EventFactory(called_off=True)
    names = ("kind", "title", "theme", "description", "remark", "held_on", "starts_at", "ends_at", "place", "town")
    names += ("registration_opens_at", "registration_closes_at", "held_until")

    actions.change_facts(event, **{**{name: getattr(event, name) for name in names}, "place": "Odeon"}, by=SYSTEM)

    assert Event.objects.get().place == "Odeon"
    assert not event.case.events.filter(kind="event.guests_told").exists()


@pytest.mark.parametrize(("number", "words"), [(1, "En gæst er tilmeldt"), (2, "2 gæster er tilmeldt")])
def test_take_down_is_refused_where_guests_to_come_go_by_it(number, words):
    event = open_event()
    RegistrationFactory.create_batch(number, event=event)
    RegistrationFactory(event=event, cancelled=True)

    with pytest.raises(ActionError, match=f"{words}, så programmet kan ikke tages ned"):
        actions.take_down(event, by=SYSTEM)

    assert Event.objects.get().is_published


def test_take_down_is_done_where_all_have_cancelled_and_once_the_day_has_been():
    left, past = open_event(), EventFactory(published=True, earlier=True)
    RegistrationFactory(event=left, cancelled=True)
    RegistrationFactory(event=past)

    for event in (left, past):
        actions.take_down(event, by=SYSTEM)

    assert not Event.objects.published().exists()


# --- The page ---------------------------------------------------------------------------------------------------------


def test_a_manager_calls_an_event_off_and_everybody_reads_why(managing):
    event = open_event(slug="konference", title="Konferencen")
    RegistrationFactory.create_batch(2, event=event)
    assert "Aflys arrangementet" in texts(managing.get(EVENT), "main a")

    asked = texts(managing.get(f"{EVENT}aflys/"), "main p")[0]
    empty = managing.post(f"{EVENT}aflys/", {"reason": ""})
    page = managing.post(f"{EVENT}aflys/", {"reason": "Stormen."}, follow=True)

    assert "2 tilmeldte får en mail med din begrundelse" in asked
    assert (empty.status_code, texts(empty, ".form-error-message")[0]) == (
        422,
        "Fejl: Skriv, hvorfor det er aflyst. Gæsterne læser det.",
    )
    assert page.redirect_chain[-1][0] == EVENT
    assert "Stormen." in texts(page, ".alert-text")
    assert [one for one in texts(page, "button") if "Offentliggør" in one or "Tag" in one] == []
    assert "Aflys arrangementet" not in texts(page, "main a")
    assert texts(managing.get(f"{EVENT}aflys/"), "main p") == ["Arrangementet er allerede aflyst."]
    assert "Arrangementet er aflyst." in texts(managing.get(f"{EVENT}program/"), "main p")[1]


def test_the_page_says_where_nobody_or_one_is_registered(managing):
    event = open_event(slug="konference")
    nobody = texts(managing.get(f"{EVENT}aflys/"), "main p")[0]
    RegistrationFactory(event=event)

    assert "Ingen er tilmeldt." in nobody
    assert "En tilmeldt får en mail" in texts(managing.get(f"{EVENT}aflys/"), "main p")[0]


def test_the_refusal_of_taking_down_is_said_on_the_page(managing):
    event = open_event(slug="konference", starts_at=time(9), held_on=timezone.localdate() + timedelta(days=1))
    RegistrationFactory(event=event)

    page = managing.post(f"{EVENT}tag-ned/", follow=True)

    assert "aflys arrangementet, så de får besked" in " ".join(texts(page, ".alert-error"))


def test_visitors_of_a_called_off_event_still_read_its_newest_programme(client):
    event = open_event(slug="konference", status="draft", published_at=None)
    TalkFactory(event=event, title="Hvem leger?")
    actions.publish(event, by=SYSTEM)
    event.talks.update(title="Kun i kladden")
    actions.call_off(event, reason="Stormen.", by=SYSTEM)

    page = client.get(EVENT)

    assert ("Hvem leger?" in page.content.decode(), "Kun i kladden" in page.content.decode()) == (True, False)


# --- Speakers ---------------------------------------------------------------------------------------------------------


def test_speakers_who_were_asked_are_told_once_in_a_mail_of_their_own():
    event = open_event(title="Konferencen")
    asked, moved, out, withdrawn = (
        SpeakerRequestFactory(event=event, speaker__email=f"{name}@x.example")
        for name in ("ask", "mo", "ud", "trukket")
    )
    TalkFactory(event=event, speakers=[asked.speaker, SpeakerFactory(email="ikke@x.example"), withdrawn.speaker])
    Speaker.objects.filter(pk=moved.speaker_id).update(email="ny@x.example")
    for request in (out, withdrawn):
        actions.withdraw(request, by=SYSTEM)

    for _ in range(2):
        actions.call_off(event, reason="Stormen.", by=SYSTEM)

    letters = Email.objects.filter(key__startswith="speaker.called_off").order_by("to")
    assert [one.to for one in letters] == ["ask@x.example", "ny@x.example", "trukket@x.example"]
    assert (letters[0].subject, letters[0].link, letters[0].button_path) == (
        "Aflyst: Konferencen",
        None,
        event.get_absolute_url(),
    )
    assert "Stormen." in letters[0].body
    assert event.case.events.get(kind="event.speakers_told").data == {"number": 3}


def test_speakers_are_no_longer_asked_nor_reminded_of_what_is_called_off(time_machine):
    event = open_event()
    request = SpeakerRequestFactory(event=event)
    TalkFactory(event=event, speakers=[request.speaker])
    actions.call_off(event, reason="Stormen.", by=SYSTEM)

    with pytest.raises(ActionError, match="aflyst"):
        actions.answer(request, seen={}, at=timezone.now(), by=SYSTEM)
    with pytest.raises(ActionError, match="aflyst"):
        actions.ask_all(event, at=timezone.now(), by=SYSTEM)
    time_machine.move_to(event.begins_at - timedelta(days=1), tick=False)
    assert list(due(timezone.now())) == []
