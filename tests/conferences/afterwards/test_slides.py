"""Slides: put there by managers and speakers, fetched by participants once they are shown."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conferences.afterwards.slides import actions
from conferences.afterwards.slides.models import Slides, SlidesRelease
from conferences.programme import actions as programme
from praksis.cases.actors import SYSTEM, Actor
from praksis.documents import uploads
from praksis.errors import ActionError
from praksis.mail import links
from tests.factories.files import docx, pdf, pptx
from tests.factories.programme import EventFactory, SpeakerFactory, SpeakerRequestFactory, TalkFactory, WorkshopFactory
from tests.factories.registration import RegistrationFactory
from tests.factories.slides import SlidesFactory, SlidesReleaseFactory
from tests.pages import links as leads
from tests.pages import texts

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(client, manager):
    client.force_login(manager)
    return client


@pytest.fixture
def event():
    return EventFactory(title="Dagen", published=True)


def at(name, event, *parts):
    return reverse(f"conferences:{name}", args=[event.slug, *parts])


def said(page):
    return texts(page, ".messages .alert-text")


def upload(name="slides.pdf", content=None):
    return {"upload": SimpleUploadedFile(name, pdf() if content is None else content)}


def checked(content=None, name="slides.pdf"):
    return uploads.check(name, pdf() if content is None else content, takes=uploads.SLIDES)


@pytest.mark.parametrize(("name", "content"), [("leg.pdf", pdf()), ("leg.pptx", pptx())])
def test_a_manager_puts_slides_to_a_talk(client, event, name, content):
    talk = TalkFactory(event=event, title="Leg")
    address = at("slides_add", event, "oplaeg", talk.pk)
    assert texts(client.get(address), "h1") == ["Slides til »Leg«"]

    page = client.post(address, upload(name, content), follow=True)

    assert said(page) == ["Slides til »Leg« er lagt op."]
    slides = Slides.objects.get()
    assert (slides.session, slides.speaker) == (talk, None)
    assert texts(page, "tbody td a")[0] == name
    file = client.get(at("slides_file", event, slides.pk))
    assert b"".join(file.streaming_content) == content
    assert file["Content-Disposition"] == f'attachment; filename="{name}"'
    assert event.case.events.get().data == {"title": "Leg"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("tom.pdf", b"", "Filen er tom."),
        ("brev.docx", docx(), "Den er hverken PDF eller PowerPoint (.pptx)."),
        ("slides.pptx", pdf(), "Navnet ender på »"),
        ("start.pptx", pptx({"ppt/slides/slide2.xml": b'<a action="ppaction://program?x.exe"/>'}), "makroer"),
        ("inde.docx", docx({"word/embeddings/a.docx": pptx()}), "hverken PDF, Word"),
    ],
)
def test_what_is_no_slides_is_refused_beside_the_field(client, event, name, content, reason):
    talk = TalkFactory(event=event)

    page = client.post(at("slides_add", event, "oplaeg", talk.pk), upload(name, content))

    assert page.status_code == 422
    assert reason in page.context["form"].errors["upload"][0]
    assert Slides.objects.exists() is False


def test_nothing_chosen_and_a_session_that_is_not_there(client, event):
    talk = TalkFactory(event=event)
    address = at("slides_add", event, "oplaeg", talk.pk)

    assert client.post(address, {}).context["form"].errors["upload"] == ["Vælg en fil."]
    assert client.get(at("slides_add", event, "banan", talk.pk)).status_code == 404
    assert client.get(at("slides_add", event, "workshop", talk.pk)).status_code == 404
    assert client.get(at("slides_add", EventFactory(), "oplaeg", talk.pk)).status_code == 404


def test_presentations_are_taken_where_slides_are_asked_for_only():
    with pytest.raises(uploads.Refused, match="hverken PDF, Word, Excel"):
        uploads.check("slides.pptx", pptx())


def test_the_same_file_twice_is_there_once_and_there_are_limits(event, monkeypatch):
    workshop = WorkshopFactory(event=event)
    first = actions.add(workshop, checked(), by=SYSTEM)
    assert actions.add(workshop, checked(), by=SYSTEM) == first
    assert first.session == workshop

    for number in range(4):
        actions.add(workshop, checked(pdf(f"<< /N {number} >>".encode())), by=SYSTEM)
    with pytest.raises(ActionError, match="Der er allerede 5 filer"):
        actions.add(workshop, checked(pdf(b"<< /N 9 >>")), by=SYSTEM)
    monkeypatch.setattr(actions, "MOST_BYTES", 100)
    with pytest.raises(ActionError, match="og må højst fylde"):
        actions.add(TalkFactory(event=event), checked(), by=SYSTEM)


def test_a_full_disk_keeps_nothing(client, event, settings, tmp_path):
    talk = TalkFactory(event=event)
    (tmp_path / "file").write_text("")
    settings.MEDIA_ROOT = tmp_path / "file"

    page = client.post(at("slides_add", event, "oplaeg", talk.pk), upload())

    assert "Vi kunne ikke gemme filen lige nu" in page.context["form"].errors["upload"][0]
    assert Slides.objects.exists() is False


def test_slides_are_taken_away_and_the_file_stays_on_the_case(client, event):
    slides = SlidesFactory(event=event)
    assert texts(client.get(at("slides_remove", event, slides.pk)), "h1") == [f"Tag »{slides.document.filename}« væk?"]

    page = client.post(at("slides_remove", event, slides.pk), follow=True)

    assert said(page) == ["Filen er taget væk."]
    assert Slides.objects.exists() is False
    assert event.case.documents.get() == slides.document
    assert client.post(at("slides_remove", event, slides.pk)).status_code == 404


def test_slides_of_a_session_that_was_taken_out_stand_apart(client, event):
    slides = SlidesFactory(event=event)
    workshop = WorkshopFactory(event=event)
    actions.add(workshop, checked(name="leg.pdf"), by=SYSTEM)
    programme.remove_session(workshop, by=SYSTEM)
    programme.remove_session(slides.talk, by=SYSTEM)

    page = client.get(at("slides", event))

    assert len(texts(page, "section[aria-labelledby=without] p.mt-0")) == 2
    assert "Der er hverken oplæg eller workshops i programmet endnu." in texts(page, "main p")
    slides.refresh_from_db()
    assert (slides.session, str(slides)) == (None, "Slides")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_few_queries(client, event, django_assert_num_queries, count):
    for _ in range(count):
        SlidesFactory(event=event)
        WorkshopFactory(event=event)

    with django_assert_num_queries(9):
        client.get(at("slides", event))


def test_managers_show_them_before_and_hold_them_back_after(client, event):
    page = client.get(at("slides", event))
    assert texts(page, "main .button-group button") == ["Vis dem for deltagerne nu", "Hold dem tilbage"]

    shown = client.post(at("slides_show", event), follow=True)
    client.post(at("slides_show", event))
    assert texts(shown, "main .button-group button") == ["Hold dem tilbage"]
    held = client.post(at("slides_hold_back", event), follow=True)
    assert texts(held, "main .button-group button") == ["Vis dem for deltagerne nu"]

    kinds = list(event.case.events.order_by("id").values_list("kind", flat=True))
    assert kinds == ["slides.shown", "slides.held_back"]
    assert str(SlidesRelease.objects.get()) == "Dagen: holdes tilbage"
    over = EventFactory(earlier=True)
    assert "fordi dagen er holdt" in " ".join(texts(client.get(at("slides", over)), "main p"))


def test_slides_are_of_one_session_at_most(event):
    slides = SlidesFactory(event=event)
    slides.workshop = WorkshopFactory(event=event)

    with pytest.raises(IntegrityError), transaction.atomic():
        slides.save()


# --- Participants ---------------------------------------------------------------------------------------------------


@pytest.fixture
def visitor(client):
    client.logout()
    return client


def open_own(visitor, registration):
    visitor.get(f"/tilmelding/{links.token(registration.link)}/")
    return f"/tilmelding/min/{registration.pk}/slides/"


def test_a_participant_fetches_them_once_the_day_is_over(visitor, event, time_machine):
    slides = SlidesFactory(event=event)
    guest = RegistrationFactory(event=event)
    address = open_own(visitor, guest)
    assert leads(visitor.get(f"/tilmelding/min/{guest.pk}/"), "main ul a") == ["deltagere/", "slides/"]
    assert texts(visitor.get(address), "main .lead") == ["Du kan hente dem her, når dagen er holdt."]
    assert visitor.get(f"{address}{slides.pk}/").status_code == 404

    time_machine.move_to(event.ends_on_the_day_at + timedelta(minutes=1))
    address = open_own(visitor, guest)

    assert leads(visitor.get(address), "section li a") == [f"{slides.pk}/"]
    file = visitor.get(f"{address}{slides.pk}/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")


def test_what_a_manager_decided_goes_before_the_date(visitor, event, time_machine):
    slides = SlidesFactory(event=event)
    address = open_own(visitor, RegistrationFactory(event=event))
    release = SlidesReleaseFactory(event=event)
    assert b"".join(visitor.get(f"{address}{slides.pk}/").streaming_content).startswith(b"%PDF")

    release.is_shown = False
    release.save()
    time_machine.move_to(event.ends_on_the_day_at + timedelta(minutes=1))
    address = open_own(visitor, event.registrations.get())

    assert texts(visitor.get(address), "main .lead") == ["De er ikke klar endnu. Kig igen om nogle dage."]
    assert visitor.get(f"{address}{slides.pk}/").status_code == 404


@pytest.mark.parametrize(("trait", "sentence"), [("waiting", "Du er på venteliste."), ("cancelled", "Du er afmeldt,")])
def test_whoever_has_no_seat_reads_so(visitor, event, trait, sentence):
    slides = SlidesFactory(event=event)
    SlidesReleaseFactory(event=event)
    address = open_own(visitor, RegistrationFactory(event=event, **{trait: True}))

    assert texts(visitor.get(address), "main .lead")[0].startswith(sentence)
    assert visitor.get(f"{address}{slides.pk}/").status_code == 404


def test_only_those_of_the_event_and_of_its_programme(visitor, event):
    SlidesReleaseFactory(event=event)
    address = open_own(visitor, RegistrationFactory(event=event))
    assert texts(visitor.get(address), "main .lead") == ["Der er ikke lagt slides op endnu."]
    other, out = SlidesFactory(event=EventFactory(published=True)), SlidesFactory(event=event, talk=None)

    assert [visitor.get(f"{address}{one.pk}/").status_code for one in (other, out)] == [404, 404]
    assert texts(visitor.get(address), "main section li") == []


def test_the_public_and_other_browsers_get_nothing(visitor, event):
    slides = SlidesFactory(event=event)
    SlidesReleaseFactory(event=event)
    guest = RegistrationFactory(event=event)

    assert visitor.get(f"/tilmelding/min/{guest.pk}/slides/{slides.pk}/").status_code == 404
    assert visitor.get(at("slides_file", event, slides.pk)).status_code == 302
    assert slides.document.filename not in visitor.get(event.get_absolute_url()).content.decode()


# --- Speakers ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(visitor, event):
    speaker = SpeakerFactory(name="Ole", email="ole@x.example")
    request = SpeakerRequestFactory(event=event, speaker=speaker)
    TalkFactory(event=event, title="Leg", speakers=[speaker])
    visitor.get(f"/program/tjek/{links.token(request.link)}/")
    return request


def test_a_speaker_puts_slides_to_their_own_session(visitor, event, asked):
    talk = event.talks.get()
    own = f"/program/tjek/min/{asked.pk}/slides/"
    assert leads(visitor.get(f"/program/tjek/min/{asked.pk}/"), "main p a")[-2] == "slides/"
    assert leads(visitor.get(own), "section a") == [f"oplaeg/{talk.pk}/"]
    assert visitor.get(f"{own}oplaeg/{talk.pk}/").status_code == 200

    page = visitor.post(f"{own}oplaeg/{talk.pk}/", upload("leg.pdf"), follow=True)

    assert said(page) == ["Tak. Dine slides til »Leg« er lagt op."]
    assert texts(page, "section li")[0].startswith("leg.pdf (")
    slides = Slides.objects.get()
    assert (slides.speaker, slides.document.created_by) == (asked.speaker, None)
    assert event.case.events.get().actor_name == "Ole, lektor"


def test_a_speaker_does_so_also_after_the_day(visitor, event, asked, time_machine):
    time_machine.move_to(event.ends_on_the_day_at + timedelta(days=3))
    visitor.get(f"/program/tjek/{links.token(asked.link)}/")

    page = visitor.post(f"/program/tjek/min/{asked.pk}/slides/oplaeg/{event.talks.get().pk}/", upload())

    assert page.status_code == 302


def test_a_speaker_puts_none_to_anybody_elses_session(visitor, event, asked):
    other, workshop = TalkFactory(event=event), WorkshopFactory(event=event)
    own = f"/program/tjek/min/{asked.pk}/slides/"

    assert visitor.post(f"{own}oplaeg/{other.pk}/", upload()).status_code == 404
    assert visitor.post(f"{own}workshop/{workshop.pk}/", upload()).status_code == 404
    refused = visitor.post(f"{own}oplaeg/{event.talks.get(title='Leg').pk}/", upload("x.pdf", b"x"))
    assert refused.status_code == 422
    with pytest.raises(ActionError, match="Du står ikke længere på det"):
        actions.add_own(asked, other, checked(), at=timezone.now(), by=Actor.by_link(asked.link, name="Ole"))


def test_a_speaker_who_was_taken_out_or_whose_link_was_withdrawn(visitor, event, asked):
    talk = event.talks.get()
    talk.speakers.clear()
    page = visitor.get(f"/program/tjek/min/{asked.pk}/slides/")
    assert texts(page, "main .lead")[0].startswith("Du står ikke længere i programmet")

    talk.speakers.add(asked.speaker)
    programme.withdraw(asked, by=SYSTEM)

    assert visitor.get(f"/program/tjek/min/{asked.pk}/slides/").status_code == 404
    with pytest.raises(links.LinkRefused):
        actions.add_own(asked, talk, checked(), at=timezone.now(), by=SYSTEM)


def test_the_admin_lists_slides_and_requests(client, event, administrator, asked):
    SlidesFactory(event=event)
    client.force_login(administrator)

    for model in ("slides", "speakerrequest"):
        assert client.get(f"/admin/conferences/{model}/").status_code == 200
