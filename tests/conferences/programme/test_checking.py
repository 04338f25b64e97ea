"""A speaker's own part by personal link: confirming, correcting, and what somebody else changed meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from conferences.programme import actions
from conferences.programme.models import Speaker, SpeakerCorrection, SpeakerRequest
from praksis.cases.actors import SYSTEM
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.programme import (
    EventFactory,
    SpeakerFactory,
    SpeakerRequestFactory,
    TalkFactory,
    WorkshopFactory,
)
from tests.factories.registration import RegistrationFactory
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(title="Konferencen", published=True)


@pytest.fixture
def talk(event):
    return TalkFactory(event=event, title="Leg", text="Om leg.\nOg mere.")


@pytest.fixture
def asked(client, event, talk):
    """A speaker who was asked and has opened their link in this browser."""
    speaker = SpeakerFactory(name="Ole Kragelund", title="leder", email="ole@uni.example")
    talk.speakers.set([speaker])
    actions.publish_changes(event, by=SYSTEM) if event.versions.exists() else None
    request = SpeakerRequestFactory(event=event, speaker=speaker)
    assert client.get(f"/program/tjek/{links.token(request.link)}/").status_code == 302
    return request


def own(request, below=""):
    return f"/program/tjek/min/{request.pk}/{below}"


def marks(page):
    """The hidden marks of a page."""
    part = page.context["form"].marks if page.context.get("form") else page.context["part"].marks
    return {f"seen-{name}": mark for name, mark in part.items()}


def typed(page, talk, **changes):
    """A form as it is sent."""
    fields = {"job": "leder", "title": "Leg", "text": "Om leg.\r\nOg mere.", **changes}
    return {
        "job": fields["job"],
        f"{talk.pk}-title": fields["title"],
        f"{talk.pk}-text": fields["text"],
        **marks(page),
    }


def summary(page):
    return texts(page, ".alert-error li")


def test_the_link_opens_the_speakers_own_part(client, asked):
    page = client.get(own(asked))

    assert texts(page, "dd")[:2] == ["Ole Kragelund", "leder"]
    assert texts(page, "main h2") == ["Leg"]
    assert "Oplæg kl. 10.00–11.00, Store sal." in texts(page, "section p")
    assert SpeakerRequest.objects.get().confirmed_at is None


def test_confirm_is_noted_once(client, asked):
    page = client.get(own(asked))

    for _ in range(2):
        said = client.post(own(asked), marks(page), follow=True)

    assert texts(said, ".messages .alert-text") == ["Tak. Du har bekræftet din del af programmet."]
    assert texts(said, "main form button") == []
    asked.refresh_from_db()
    assert (asked.status_word, asked.corrected_at) == ("Bekræftet", None)
    assert list(asked.event.case.events.values_list("kind", "actor_name")) == [
        ("speaker.confirmed", "Ole Kragelund, leder")
    ]


def test_what_was_changed_meanwhile_is_shown_and_not_confirmed(client, asked, talk):
    page = client.get(own(asked))
    talk.room = "Lille sal"
    talk.save()

    refused = client.post(own(asked), marks(page))

    assert refused.status_code == 422
    assert "Programmet er ændret, siden du åbnede siden" in texts(refused, ".alert-error .alert-text")[0]
    assert "Oplæg kl. 10.00–11.00, Lille sal." in texts(refused, "section p")
    assert client.post(own(asked), marks(refused)).status_code == 302


def test_correct_changes_the_draft_tells_the_managers_and_stays_marked_until_published(client, asked, talk, manager):
    actions.publish_changes(asked.event, by=SYSTEM)
    page = client.get(own(asked, "ret/"))

    client.post(own(asked, "ret/"), typed(page, talk, job="chef", title="Leg for alle", text="Nyt."))

    talk.refresh_from_db()
    asked.refresh_from_db()
    assert (talk.title, talk.text, asked.speaker.title) == ("Leg for alle", "Nyt.", "chef")
    assert asked.status_word == "Rettet og bekræftet"
    assert list(SpeakerCorrection.objects.order_by("what").values_list("what", "before", "after")) == [
        ("job", "leder", "chef"),
        ("text", "Om leg.\nOg mere.", "Nyt."),
        ("title", "Leg", "Leg for alle"),
    ]
    letter = Email.objects.get(to=manager.email)
    assert "Titlen er nu: »Leg for alle«\nFør: »Leg«" in letter.body
    assert letter.button_path == f"{asked.event.get_absolute_url()}program/"
    kinds = asked.event.case.events.filter(kind="speaker.corrected").values_list("data", flat=True)
    assert list(kinds) == [{"name": "Ole Kragelund", "what": "stilling, titel, beskrivelse"}]

    client.force_login(manager)
    public = client.get(asked.event.get_absolute_url())
    assert "Leg for alle" not in public.content.decode()
    programme = client.get(letter.button_path)
    assert len(texts(programme, "section[aria-labelledby=corrected] li")) == 3
    assert texts(programme, "tbody th") == ["Leg for alle (rettet af oplægsholderen)"]
    assert "Ole Kragelund står nu som chef på »Leg for alle«." in texts(programme, ".next-step li")
    actions.publish_changes(asked.event, by=SYSTEM)
    assert texts(client.get(letter.button_path), "section[aria-labelledby=corrected]") == []


def test_a_correction_that_a_manager_undid_is_no_longer_marked(client, asked, talk, manager):
    client.post(own(asked, "ret/"), typed(client.get(own(asked, "ret/")), talk, title="Leg for alle", text="Ny."))
    talk.refresh_from_db()
    talk.title = "Leg"
    talk.save()
    client.force_login(manager)

    page = client.get(f"{asked.event.get_absolute_url()}program/")

    assert [line.partition("beskrivelsen")[1:] for line in texts(page, "section[aria-labelledby=corrected] li")] == [
        ("beskrivelsen", " af »Leg«.")
    ]
    TalkFactory(event=asked.event, title="Andet")
    talk.delete()
    assert texts(client.get(f"{asked.event.get_absolute_url()}program/"), "section[aria-labelledby=corrected]") == []


def test_a_workshop_is_corrected_too_and_nothing_typed_is_only_confirmed(client, asked, talk):
    workshop = WorkshopFactory(event=asked.event, title="Mad", text="", speakers=[asked.speaker])
    page = client.get(own(asked, "ret/"))
    data = typed(page, talk) | {f"{workshop.pk}-title": "Mad", f"{workshop.pk}-text": "Vi laver mad."}

    client.post(own(asked, "ret/"), data)

    assert list(SpeakerCorrection.objects.values_list("session", "before", "after")) == [
        (workshop.pk, "", "Vi laver mad.")
    ]
    # The same again, as two presses send it, is no change of somebody else's.
    assert client.post(own(asked, "ret/"), data).status_code == 302
    assert SpeakerCorrection.objects.count() == 1


def test_another_ones_change_to_what_the_speaker_left_alone_is_kept(client, asked, talk):
    page = client.get(own(asked, "ret/"))
    talk.text = "Om leg ude."
    talk.save()

    refused = client.post(own(asked, "ret/"), typed(page, talk, title="Leg for alle"))

    assert summary(refused) == [
        "Programmet er ændret, siden du åbnede siden. Intet er gemt endnu. Se det igennem igen."
    ]
    assert refused.context["form"][f"{talk.pk}-title"].value() == "Leg for alle"
    assert refused.context["form"][f"{talk.pk}-text"].value() == "Om leg ude."
    client.post(own(asked, "ret/"), typed(refused, talk, title="Leg for alle", text="Om leg ude."))
    talk.refresh_from_db()
    assert (talk.title, talk.text) == ("Leg for alle", "Om leg ude.")


def test_what_both_changed_is_shown_beside_the_field_and_the_speaker_chooses(client, asked, talk):
    page = client.get(own(asked, "ret/"))
    talk.text = "Hanne skrev."
    talk.save()

    refused = client.post(own(asked, "ret/"), typed(page, talk, text="Ole skrev."))

    assert refused.status_code == 422
    assert refused.context["form"].errors[f"{talk.pk}-text"] == [
        "En anden har også rettet her imens. Nu står der: »Hanne skrev.«. Gemmer du igen, er det din tekst, der kommer "
        "til at stå."
    ]
    assert refused.context["form"][f"{talk.pk}-text"].value() == "Ole skrev."
    talk.refresh_from_db()
    assert talk.text == "Hanne skrev."
    assert client.post(own(asked, "ret/"), typed(refused, talk, text="Ole skrev.")).status_code == 302
    talk.refresh_from_db()
    assert talk.text == "Ole skrev."


def test_words_for_a_session_that_is_no_longer_theirs_are_given_back(client, asked, talk):
    WorkshopFactory(event=asked.event, speakers=[asked.speaker])
    page = client.get(own(asked, "ret/"))
    data = typed(page, talk, text="Lang tekst.")
    data |= {name.removeprefix("seen-"): "Mad" for name in data if name.startswith("seen-") and "-title" in name}
    data[f"{talk.pk}-title"] = "Leg"
    talk.speakers.clear()

    refused = client.post(own(asked, "ret/"), data)

    assert refused.status_code == 422
    assert texts(refused, "blockquote") == ["Lang tekst."]


def test_nothing_that_is_wrong_is_saved_and_what_was_typed_stays(client, asked, talk):
    page = client.get(own(asked, "ret/"))

    refused = client.post(own(asked, "ret/"), typed(page, talk, title="", text="x" * 3001, job="y" * 151))

    assert refused.context["form"].errors == {
        "job": ["Skriv højst 150 tegn."],
        f"{talk.pk}-title": ["Skriv titlen."],
        f"{talk.pk}-text": ["Skriv højst 3000 tegn."],
    }
    assert marks(refused) == marks(page)
    assert "x" * 3001 in refused.content.decode()


def test_the_title_of_a_namesake_is_refused_beside_it(client, asked, talk):
    SpeakerFactory(name="Ole Kragelund", title="chef")

    refused = client.post(own(asked, "ret/"), typed(client.get(own(asked, "ret/")), talk, job="chef", text="Tabt?"))

    assert refused.context["form"].errors == {
        "job": ["Der er allerede en oplægsholder med dit navn og den stilling. Skriv til os, så retter vi det."]
    }
    assert "Tabt?" in refused.content.decode()
    assert Speaker.objects.filter(title="leder").exists()


def test_whoever_is_taken_out_reads_so_and_gets_their_words_back(client, asked, talk):
    page = client.get(own(asked, "ret/"))
    data = typed(page, talk, text="Lang tekst.")
    talk.speakers.clear()

    for answer in (client.get(own(asked)), client.get(own(asked, "ret/"))):
        assert "Du står ikke længere i programmet" in texts(answer, "main .lead")[0]
        assert texts(answer, "main form") == []
    refused = client.post(own(asked, "ret/"), data)
    assert (refused.status_code, texts(refused, "blockquote")) == (422, ["Lang tekst."])
    assert client.post(own(asked), marks(page)).status_code == 422


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "Dagen er holdt, så programmet rettes ikke længere."), (0, "Dagen er begyndt, så programmet kan ikke")],
)
def test_an_event_that_has_begun_or_is_over_says_so(client, asked, days, sentence, time_machine):
    event = asked.event
    moment = event.begins_at + timedelta(minutes=5) if days == 0 else event.ends_on_the_day_at + timedelta(days=1)
    time_machine.move_to(moment)
    client.get(f"/program/tjek/{links.token(asked.link)}/")

    page = client.get(own(asked))

    assert sentence in texts(page, "main .lead")[0]
    assert texts(page, "dd")[0] == "Ole Kragelund"
    assert client.post(own(asked), marks(page)).status_code == 422
    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_a_withdrawn_an_unknown_and_another_link_say_so(client, asked):
    other = SpeakerRequestFactory()
    assert "Du har åbnet et andet link" in texts(client.get(own(other)), "main .lead")[0]
    guest = RegistrationFactory()
    for token in ("banan", links.token(guest.link)):
        assert client.get(f"/program/tjek/{token}/").status_code == 404

    actions.withdraw(asked, by=SYSTEM)

    page = client.get(own(asked))
    assert (page.status_code, texts(page, "main .lead")) == (404, [links.WITHDRAWN])
    with pytest.raises(links.LinkRefused):
        actions.answer(asked, seen={}, at=timezone.now(), by=SYSTEM)


def test_a_link_whose_request_is_gone_says_so(client, asked):
    address = own(asked)
    asked.delete()

    assert texts(client.get(address), "main .lead") == [links.WITHDRAWN]


def test_nothing_is_said_to_what_is_called_off(client, asked, event, talk):
    before = client.get(own(asked))
    filled_in = client.get(own(asked, "ret/"))
    actions.call_off(event, reason="Stormen.", by=SYSTEM)

    assert "Arrangementet er aflyst, så programmet rettes ikke længere." in client.get(own(asked)).content.decode()
    assert client.post(own(asked), marks(before)).status_code == 422
    assert client.post(own(asked, "ret/"), typed(filled_in, talk, title="Ny")).status_code == 422
    asked.refresh_from_db()
    assert (asked.confirmed_at, SpeakerCorrection.objects.count()) == (None, 0)
