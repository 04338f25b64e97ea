"""Asking speakers to look their part through: one, all, again, and no longer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conferences.programme import actions, meanwhile
from conferences.programme.models import SpeakerRequest
from praksis.cases.actors import SYSTEM
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email, Purpose
from tests.factories.programme import (
    EventFactory,
    SpeakerCorrectionFactory,
    SpeakerFactory,
    SpeakerRequestFactory,
    TalkFactory,
    WorkshopFactory,
)
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def event():
    return EventFactory(title="Konferencen")


@pytest.fixture
def ole(event):
    speaker = SpeakerFactory(name="Ole Kragelund", title="leder", email="ole@uni.example")
    TalkFactory(event=event, title="Leg", speakers=[speaker])
    return speaker


def at(name, event, *parts):
    return reverse(f"conferences:{name}", args=[event.slug, *parts])


def said(page):
    return texts(page, ".messages .alert-text")


def ask(event, speaker, seen=""):
    return actions.ask(event, speaker, seen=seen, at=timezone.now(), by=SYSTEM)


def test_ask_sends_the_speaker_a_link_to_their_part(event, ole):
    WorkshopFactory(event=event, title="Mad", speakers=[ole])

    request = ask(event, ole)

    letter = Email.objects.get()
    assert (letter.to, letter.link, letter.not_after) == ("ole@uni.example", request.link, event.begins_at)
    assert "- kl. 10.00–11.00: »Leg«, Store sal" in letter.body
    assert "- kl. 11.00–12.00: workshoppen »Mad«\n" in letter.body + "\n"
    assert links.redeem(links.token(request.link), purpose=Purpose.CHECK_PROGRAMME) == request.link
    assert event.case.events.get().kind == "speaker.asked"


def test_two_presses_are_one(event, ole):
    first, again = ask(event, ole), ask(event, ole)

    assert first == again
    assert Email.objects.count() == 1


def test_ask_again_makes_the_earlier_link_useless_and_goes_to_the_new_address(event, ole):
    request = ask(event, ole)
    token = links.token(request.link)
    SpeakerRequest.objects.update(confirmed_at=timezone.now())
    actions.set_address(event, ole, email="Ny@uni.example", by=SYSTEM)
    seen = request.asked_at.isoformat()

    again = ask(event, ole, seen)
    ask(event, ole, seen)

    with pytest.raises(links.LinkRefused) as refused:
        links.redeem(token, purpose=Purpose.CHECK_PROGRAMME)
    assert str(refused.value) == links.SUPERSEDED
    assert sorted(Email.objects.values_list("to", flat=True)) == ["ny@uni.example", "ole@uni.example"]
    again.refresh_from_db()
    assert (again.pk, again.confirmed_at, again.link.generation) == (request.pk, None, 2)
    assert event.case.events.filter(kind="speaker.asked_again").count() == 1


def test_withdraw_takes_the_link_back_and_asking_again_gives_a_new_one(event, ole):
    request = ask(event, ole)

    actions.withdraw(request, by=SYSTEM)
    actions.withdraw(request, by=SYSTEM)

    request.refresh_from_db()
    assert (request.link.withdrawn_at is not None, request.status_word) == (True, "Trukket tilbage")
    assert event.case.events.filter(kind="speaker.link_withdrawn").count() == 1
    again = ask(event, ole, request.asked_at.isoformat())
    assert (again.pk, again.link.withdrawn_at) == (request.pk, None)
    assert again.link != request.link
    assert Email.objects.count() == 2


@pytest.mark.parametrize("published", [False, True])
def test_the_link_lasts_as_long_after_another_day(ole, event, published):
    if published:
        actions.publish(event, by=SYSTEM)
    request = ask(event, ole)
    other = SpeakerRequestFactory()
    before = other.link.expires_at
    facts = {**meanwhile.facts_of(event), "held_on": event.held_on + timedelta(days=200)}

    actions.change_facts(event, **facts, by=SYSTEM)

    for one in (request.link, other.link):
        one.refresh_from_db()
    assert (request.link.expires_at, other.link.expires_at) == (event.links_end_at, before)


def test_who_cannot_be_asked(event, ole):
    stranger, mute = SpeakerFactory(name="Lis", email="lis@x.example"), SpeakerFactory(name="Bo")
    TalkFactory(event=event, speakers=[mute])

    with pytest.raises(ActionError, match="Lis er ikke i programmet"):
        ask(event, stranger)
    with pytest.raises(ActionError, match="Bo har ingen mailadresse"):
        ask(event, mute)
    for moment, sentence in [
        (event.begins_at, "Dagen er begyndt, så programmet kan ikke rettes længere."),
        (event.ends_on_the_day_at + timedelta(minutes=1), "Dagen er holdt, så programmet rettes ikke længere."),
    ]:
        with pytest.raises(ActionError) as refused:
            actions.ask(event, ole, seen="", at=moment, by=SYSTEM)
        assert str(refused.value) == sentence
    assert Email.objects.count() == 0


def test_ask_all_asks_those_who_were_not(client, event, ole):
    ask(event, ole)
    TalkFactory(event=event, speakers=[SpeakerFactory(name="Lis", email="lis@x.example"), SpeakerFactory(name="Bo")])

    page = client.post(at("speakers_ask", event), follow=True)
    again = client.post(at("speakers_ask", event), follow=True)

    assert said(page) == ["1 oplægsholder er spurgt.", "Disse har ingen mailadresse og er ikke spurgt: Bo."]
    assert said(again) == ["Der var ingen at spørge.", "Disse har ingen mailadresse og er ikke spurgt: Bo."]
    assert sorted(Email.objects.values_list("to", flat=True)) == ["lis@x.example", "ole@uni.example"]


def test_ask_all_of_several_and_once_the_day_has_begun(client, event, ole):
    TalkFactory(event=event, speakers=[SpeakerFactory(email="lis@x.example")])
    over = EventFactory(earlier=True)

    assert said(client.post(at("speakers_ask", event), follow=True)) == ["2 oplægsholdere er spurgt."]
    page = client.post(at("speakers_ask", over), follow=True)
    assert said(page) == ["Dagen er holdt, så programmet rettes ikke længere."]
    assert "så der er ikke mere at spørge om" in " ".join(texts(page, "main p"))


def test_the_list_says_how_each_stands(client, event, ole):
    lis, bo = SpeakerFactory(name="Lis", email="lis@x.example"), SpeakerFactory(name="Bo")
    TalkFactory(event=event, title="Mad", speakers=[lis, bo])
    ask(event, lis)
    SpeakerRequest.objects.update(confirmed_at=timezone.now(), corrected_at=timezone.now())
    gone = SpeakerRequestFactory(event=event, speaker__name="Gurli")

    page = client.get(at("event_speakers", event))

    rows = texts(page, "tbody tr")
    assert [one["speaker"].name for one in page.context["rows"]] == ["Bo", "Lis", "Ole Kragelund", "Gurli"]
    assert "Mangler" in rows[0]
    assert rows[0].endswith("Ikke spurgt Skriv mailadressen først")
    assert "Rettet og bekræftet" in rows[1]
    assert texts(page, "tbody tr:nth-child(1) button") == []
    assert texts(page, "tbody tr:nth-child(3) button") == ["Spørg: Ole Kragelund"]
    assert "Ikke længere i programmet" in rows[3]
    assert texts(page, "tbody tr:nth-child(4) button") == ["Træk linket tilbage: Gurli"]
    client.post(at("speaker_withdraw", event, gone.speaker.pk))
    assert "Trukket tilbage" in texts(client.get(at("event_speakers", event)), "tbody tr")[3]


def test_one_is_asked_from_the_list(client, event, ole):
    page = client.post(at("speaker_ask", event, ole.pk), {"set": ""}, follow=True)

    assert said(page) == ["Ole Kragelund er spurgt. Mailen er på vej."]
    assert texts(page, "tbody button") == ["Spørg igen: Ole Kragelund", "Træk linket tilbage: Ole Kragelund"]


def test_a_list_of_nobody_says_so(client, event):
    page = client.get(at("event_speakers", event))

    assert texts(page, "main > p:not(.kicker)")[1] == "Der er ingen oplægsholdere i programmet endnu."


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_queries(client, event, django_assert_num_queries, count):
    for _ in range(count):
        speaker = SpeakerRequestFactory(event=event).speaker
        TalkFactory(event=event, speakers=[speaker])
        WorkshopFactory(event=event, speakers=[speaker])

    with django_assert_num_queries(12):
        client.get(at("event_speakers", event))


def test_the_address_is_written_there(client, event, ole):
    address = at("speaker_address", event, ole.pk)
    assert 'value="ole@uni.example"' in client.get(address).content.decode()

    wrong = client.post(address, {"email": "ole"})
    page = client.post(address, {"email": "OLE@ny.example"}, follow=True)
    client.post(address, {"email": "ole@ny.example"})

    assert (wrong.status_code, wrong.context["form"].errors["email"]) == (
        422,
        ["Skriv en mailadresse, fx navn@kommune.dk."],
    )
    assert said(page) == ["Mailadressen på Ole Kragelund er gemt."]
    ole.refresh_from_db()
    assert ole.email == "ole@ny.example"
    assert event.case.events.filter(kind="speaker.address_changed").count() == 1


def test_a_speaker_of_another_event_is_not_found(client, event, ole):
    other = EventFactory()

    for name in ("speaker_address", "speaker_ask", "speaker_withdraw"):
        assert client.post(at(name, other, ole.pk)).status_code == 404


@pytest.mark.parametrize("facts", [{"what": "job", "session": "0" * 32}, {"what": "title"}, {"after": "lektor"}])
def test_a_correction_is_of_something_and_changes_it(facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpeakerCorrectionFactory(**facts)


def test_a_request_and_a_correction_say_what_they_are():
    one = SpeakerCorrectionFactory(request__speaker__name="Ole")

    assert str(one) == "Ole: stilling"
    one.request.confirmed_at = timezone.now()
    assert (one.request.status_word, one.request.status_kind) == ("Bekræftet", "success")


def test_nobody_is_asked_about_what_is_called_off(client, event, ole):
    actions.publish(event, by=SYSTEM)
    actions.call_off(event, reason="Stormen.", by=SYSTEM)

    assert "Arrangementet er aflyst, så der er ikke mere at spørge om." in texts(
        client.get(at("event_speakers", event)), "main p"
    )
    for name, parts in (("speakers_ask", ()), ("speaker_ask", (ole.pk,))):
        assert said(client.post(at(name, event, *parts), {"set": ""}, follow=True)) == ["Arrangementet er aflyst."]
    assert not SpeakerRequest.objects.exists()
