"""The certificate: for those who came, with what they attended; the others are told why there is none."""

import subprocess
from datetime import time, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.afterwards import actions, certificates
from conferences.programme import actions as programme
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.documents.rendering import RenderFailed, renderer
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Email
from tests.factories.afterwards import CameFactory, held_event
from tests.factories.programme import PauseFactory, SpeakerFactory, TalkFactory, WorkshopFactory
from tests.factories.registration import RegistrationFactory, WorkshopChoiceFactory
from tests.pages import links as hrefs
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return held_event(slug="konference", title="Dagen", status="draft", published_at=None)


def publish(event):
    programme.publish(event, by=SYSTEM)


def opened(client, guest):
    client.get(reverse("conferences:registration_open", args=[links.token(guest.link)]))
    return f"/tilmelding/min/{guest.pk}/"


def words_of(pdf):
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def test_whoever_came_fetches_it_from_their_own_page(client, event, municipality):
    guest = CameFactory(event=event, name="Åse Østergård", workplace="Solen", municipality=municipality)
    TalkFactory(event=event, title="Hverdagen", speakers=[SpeakerFactory(name="Lise Lektor")])
    PauseFactory(event=event, title="Frokost")
    had = WorkshopFactory(event=event, title="Leg")
    WorkshopChoiceFactory(registration=guest, workshop=had)
    waited = WorkshopFactory(event=event, title="Ro")
    WorkshopChoiceFactory(registration=guest, workshop=waited, seat=None, waiting_number=1)
    publish(event)
    had.title = "Ændret siden"
    had.save()
    own = opened(client, guest)
    assert hrefs(client.get(own), "a.button-primary") == [f"{own}bagefter/"]
    assert "deltagerbevis.pdf" in hrefs(client.get(f"{own}bagefter/"), "main a")

    answer = client.get(f"{own}bagefter/deltagerbevis.pdf")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="deltagerbevis-konference.pdf"'
    text = words_of(answer.content)
    there = ("Åse Østergård", "Solen, Skive", "Dagen", "kl. 09.30", "Nyborg Strand", "Hverdagen", "Lise Lektor", "Leg")
    assert [word for word in there if word not in text] == []
    assert [word for word in ("Frokost", "Ro\n", "Ændret siden") if word in text] == []
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert (bool(pdf.Root.MarkInfo.Marked), str(pdf.Root.Lang)) == (True, "da")
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_without_a_published_version_it_is_the_programme_as_it_stands(event):
    guest = CameFactory(event=event)
    TalkFactory(event=event, title="Sent", starts_at=time(14), ends_at=time(15))
    TalkFactory(event=event, title="Tidligt")

    assert [item.title for item in certificates.attended(guest)] == ["Tidligt", "Sent"]


@pytest.mark.parametrize(
    ("facts", "anybody", "words"),
    [
        ({"came_at": None}, True, "Der er ikke noget deltagerbevis til dig"),
        ({"came_at": None}, False, "Det blev ikke noteret, hvem der kom"),
        ({"name": ""}, True, "Navnet er slettet"),
    ],
)
def test_whoever_has_none_is_told_why(client, event, facts, anybody, words):
    if anybody:
        CameFactory(event=event)
    guest = CameFactory(event=event, **facts)
    own = opened(client, guest)

    answer = client.get(f"{own}bagefter/deltagerbevis.pdf", follow=True)

    assert answer.redirect_chain == [(f"{own}bagefter/", 302)]
    assert words in texts(answer, "section p")[0]


def test_before_the_day_is_over_there_is_none(client):
    guest = CameFactory(event=held_event(days_ago=-1), came_at=timezone.now())
    own = opened(client, guest)

    assert texts(client.get(f"{own}bagefter/"), "section p") == ["Deltagerbeviset ligger her, når dagen er slut."]
    assert "bagefter" not in client.get(own).content.decode()


def test_a_cancelled_guest_is_not_led_there(client, event):
    own = opened(client, RegistrationFactory(event=event, cancelled=True))

    assert "bagefter" not in client.get(own).content.decode()


def test_a_certificate_that_cannot_be_made_is_said(client, event, monkeypatch):
    own = opened(client, CameFactory(event=event))

    def fail(*args):
        raise RenderFailed("no child")

    monkeypatch.setattr(renderer, "render", fail)
    answer = client.get(f"{own}bagefter/deltagerbevis.pdf", follow=True)

    assert texts(answer, ".alert-error")[0].count("PDF-filen kunne ikke laves") == 1


# --- By managers ------------------------------------------------------------------------------------------------------


def test_a_manager_fetches_it_for_a_guest_and_sends_the_letter_again(client, manager, event):
    guest = CameFactory(event=event, name="Anna", number=7)
    client.force_login(manager)
    page = f"/konferencer/konference/deltagere/{guest.pk}/"
    buttons = ["Hent navneskilt", "Hent deltagerbevis", "Send deltagerbevis og evaluering igen"]
    assert texts(client.get(page), "main button") == buttons

    assert "Anna" in words_of(client.post(f"{page}deltagerbevis/").content)
    for _ in range(2):
        client.post(f"{page}send-deltagerbevis/")

    letter = Email.objects.get(to=guest.email)
    assert (letter.link, letter.subject) == (guest.link, "Tak for sidst: Dagen")
    assert [log.words(each) for each in event.case.events.order_by("id")] == [
        "Deltagerbeviset til tilmelding nummer 7 er hentet.",
        "Tilmelding nummer 7 har igen fået mailen med deltagerbevis og evaluering.",
    ]


def test_for_whoever_did_not_come_there_is_nothing_to_fetch(client, manager, event):
    guest = RegistrationFactory(event=event)
    client.force_login(manager)
    page = f"/konferencer/konference/deltagere/{guest.pk}/"

    assert "Det blev ikke noteret" in texts(client.post(f"{page}deltagerbevis/", follow=True), ".alert-error")[0]
    assert texts(client.get(page), "main button") == ["Hent navneskilt"]


@pytest.mark.parametrize(
    ("facts", "days_ago", "words"),
    [
        ({"came_at": None}, 1, "Det blev ikke noteret"),
        ({"link": None}, 1, "har ingen mailadresse"),
        ({"email": ""}, 1, "har ingen mailadresse"),
        ({}, 91, "link er udløbet"),
    ],
)
def test_the_letter_is_not_sent_where_it_would_be_of_no_use(manager, facts, days_ago, words):
    guest = CameFactory(event=held_event(days_ago=days_ago), **facts)

    with pytest.raises(ActionError, match=words):
        actions.send_thanks_again(guest, at=timezone.now() + timedelta(days=1), by=Actor.of(manager))

    assert not Email.objects.exists()


def test_what_was_called_off_after_the_first_had_come_gives_no_certificates_and_asks_nothing(client):
    event = held_event(called_off=True)
    guest = CameFactory(event=event)
    own = opened(client, guest)

    assert hrefs(client.get(own), "a.button-primary") == []
    page = client.get(f"{own}bagefter/")
    assert "Arrangementet blev aflyst, så der er ingen deltagerbeviser." in texts(page, "main p")
    assert not {"deltagerbevis.pdf", "evaluering/"} & set(hrefs(page, "main a"))
    assert client.get(f"{own}bagefter/evaluering/").status_code == 302
    assert client.post(f"{own}bagefter/evaluering/", {"overall": "5"}).status_code == 422
    assert event.answers.count() == 0
