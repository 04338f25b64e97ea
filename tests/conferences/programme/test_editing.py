"""The managers' pages for a programme."""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.programme import actions
from conferences.programme.forms import TalkForm
from conferences.programme.models import SpeakerCorrection, Talk
from praksis.cases.actors import SYSTEM
from tests.factories.programme import (
    EventFactory,
    PauseFactory,
    SpeakerCorrectionFactory,
    SpeakerFactory,
    TalkFactory,
    TrackFactory,
    WorkshopFactory,
)
from tests.factories.registration import WorkshopChoiceFactory
from tests.pages import links, texts

pytestmark = pytest.mark.django_db

PAUSE = {"title": "Frokost", "starts_at": "12", "ends_at": "13.00"}
TALK = {"title": "Leg", "starts_at": "10.00", "ends_at": "11.00", "text": "Om leg.", "room": "Sal", "theme": ""}
WORKSHOP = {**TALK, "seats": "12"}
FORMS = {"pause": PAUSE, "oplaeg": TALK, "workshop": WORKSHOP}
OLE = {"new_name": "Ole Kragelund", "new_title": "leder", "new_email": ""}


@pytest.fixture
def client(client, manager):
    client.force_login(manager)
    return client


def at(name: str, event, *parts) -> str:
    return reverse(f"conferences:{name}", args=[event.slug, *parts])


def wrong(page) -> dict[str, list[str]]:
    """What stands beside the fields of a page that was refused."""
    assert page.status_code == 422
    return dict(page.context["form"].errors)


def said(page) -> list[str]:
    return texts(page, ".messages .alert-text")


def test_programme_lists_the_day_in_order(client):
    event = EventFactory()
    PauseFactory(event=event)
    TalkFactory(
        event=event, title="Leg", track=TrackFactory(event=event, name="Alle"), speakers=[SpeakerFactory(name="Lis")]
    )
    workshop = WorkshopFactory(event=event, title="Mad", seats=8)
    WorkshopChoiceFactory(workshop=workshop, registration__event=event, seat=1)

    page = client.get(at("programme", event))

    assert texts(page, "tbody tr") == [
        "Leg Alle 10.00–11.00 Store sal Lis –",
        "Mad 11.00–12.00 – – 1 af 8 taget",
        "Frokost 12.00–13.00 – – –",
    ]
    assert links(page, "tbody a")[1] == at("session_edit", event, "workshop", workshop.pk)
    assert texts(page, ".track > a") == ["Alle"]
    assert texts(page, ".alert-warning") == []


def test_programme_that_is_empty_says_so(client):
    page = client.get(at("programme", EventFactory()))

    assert texts(page, "section[aria-labelledby=day] > p") == ["Der er ikke lagt noget i programmet endnu."]
    assert texts(page, "section[aria-labelledby=day] li") == ["Ny pause", "Nyt oplæg", "Ny workshop"]


def test_programme_warns_of_what_cannot_be(client):
    event = EventFactory(starts_at=time(10, 30))
    TalkFactory(event=event, title="Leg")
    workshop = WorkshopFactory(event=event, title="Mad", room="Store sal", starts_at=time(10, 30), seats=1)
    for seat in (1, 2):
        WorkshopChoiceFactory(workshop=workshop, registration__event=workshop.event, seat=seat)

    assert texts(client.get(at("programme", event)), ".warnings li") == [
        "Store sal er brugt to gange samtidig: »Leg« kl. 10.00–11.00 og »Mad« kl. 10.30–12.00.",
        "»Leg« kl. 10.00–11.00 ligger uden for dagen, som går fra kl. 10.30 til 15.30.",
        "»Mad« har 1 plads, men 2 gæster har en plads i den. Ingen af dem mister den.",
    ]


def test_programme_lists_the_changes_until_they_are_published(client):
    event = TalkFactory(title="Leg").event
    actions.publish(event, by=SYSTEM)
    none = texts(client.get(at("programme", event)), ".next-step p")
    event.talks.update(room="Lille sal")

    before = client.get(at("programme", event))
    after = client.post(at("programme_publish", event), follow=True)

    assert none == ["Ingen. Det, I retter her, er en kladde, til I offentliggør ændringerne."]
    assert texts(before, ".changes li") == ["»Leg« er nu i Lille sal (før Store sal)."]
    assert texts(before, ".next-step button") == ["Offentliggør ændringerne"]
    assert said(after) == ["Ændringerne er offentliggjort."]
    assert texts(after, ".changes li") == []


def test_programme_of_an_event_that_was_public_before_there_were_versions(client):
    event = TalkFactory(event=EventFactory(published=True), title="Leg").event

    client.post(at("session_add", event, "oplaeg"), {**TALK, "title": "Mad", "starts_at": "11", "ends_at": "12"})

    assert texts(client.get(at("programme", event)), ".changes li") == ["»Mad« er kommet til kl. 11.00–12.00."]
    assert texts(client.get(event.get_absolute_url()), ".timetable__heading") == ["Leg"]


def test_publishing_no_changes_says_so(client):
    event = TalkFactory().event
    actions.publish(event, by=SYSTEM)

    assert said(client.post(at("programme_publish", event), follow=True)) == [
        "Der er ingen ændringer at offentliggøre."
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_programme_asks_the_same_few_queries(client, django_assert_num_queries, count):
    event = EventFactory()
    for number in range(count):
        TalkFactory(event=event, title=f"A{number}", speakers=[SpeakerFactory()], track=TrackFactory(event=event))
        WorkshopFactory(event=event, speakers=[SpeakerFactory()])
        PauseFactory(event=event)
    actions.publish(event, by=SYSTEM)
    event.talks.update(title="Andet")

    with django_assert_num_queries(11):
        client.get(at("programme", event))


@pytest.mark.parametrize("count", [1, 3])
def test_programme_asks_the_same_few_queries_where_speakers_have_corrected_something(
    client, django_assert_num_queries, count
):
    event = EventFactory()
    for _ in range(count):
        WorkshopFactory(event=event)
        SpeakerCorrectionFactory(request__event=event, what="title", session=TalkFactory(event=event).pk, after="Ny")
    actions.publish(event, by=SYSTEM)
    event.talks.update(title="Ny")
    SpeakerCorrection.objects.update(made_at=timezone.now())

    with django_assert_num_queries(12):
        page = client.get(at("programme", event))

    assert len(texts(page, "section[aria-labelledby=corrected] li")) == count


@pytest.mark.parametrize("kind", FORMS)
def test_add_lays_a_session_of_each_kind(client, kind):
    event = EventFactory()

    page = client.post(at("session_add", event, kind), FORMS[kind], follow=True)

    assert said(page) == [f"»{FORMS[kind]['title']}« er lagt i programmet."]
    assert texts(page, "tbody th") == [FORMS[kind]["title"]]


def test_add_takes_speakers_known_here_known_elsewhere_and_typed_new(client):
    event, _ = EventFactory(), TrackFactory(name="Et andet arrangements")
    here = TalkFactory(
        event=event, starts_at=time(13), ends_at=time(14), speakers=[SpeakerFactory(name="Her")]
    ).speakers.get()
    elsewhere = TalkFactory(speakers=[SpeakerFactory(name="Andetsteds")]).speakers.get()
    own = TrackFactory(event=event)

    fields = client.get(at("session_add", event, "oplaeg")).context["form"].fields
    offered = [list(fields[name].queryset) for name in ("speakers", "other", "track")]
    client.post(
        at("session_add", event, "oplaeg"),
        {**TALK, **OLE, "speakers": [str(here.pk)], "other": str(elsewhere.pk), "track": str(own.pk)},
    )

    talk = event.talks.get(title="Leg")
    assert offered == [[here], [elsewhere], [own]]
    assert [one.name for one in talk.speakers.all()] == ["Andetsteds", "Her", "Ole Kragelund"]
    assert talk.track == own


def test_a_new_session_begins_where_the_day_has_come_to(client):
    event = EventFactory(starts_at=time(9, 30))

    def hours(kind):
        form = client.get(at("session_add", event, kind)).context["form"]
        return form.initial["starts_at"], form.initial.get("ends_at")

    first = [hours(kind) for kind in FORMS]
    TalkFactory(event=event, starts_at=time(10), ends_at=time(11))
    after_a_talk = [hours(kind) for kind in FORMS]
    WorkshopFactory(event=event, starts_at=time(11), ends_at=time(12))

    assert set(first) == {(time(9, 30), None)}
    assert set(after_a_talk) == {(time(11), None)}
    assert [hours(kind) for kind in ("pause", "workshop")] == [(time(12), None), (time(11), time(12))]


def test_several_are_laid_after_each_other(client):
    event = EventFactory()

    page = client.post(at("session_add", event, "oplaeg"), {**FORMS["oplaeg"], "mere": "1"}, follow=True)

    assert (texts(page, "h1"), event.talks.count()) == (["Nyt oplæg"], 1)
    assert texts(page, "main form .button-secondary") == ["Gem, og lav et oplæg til"]


def test_add_twice_with_one_form_makes_one(client):
    event = EventFactory()
    address = at("session_add", event, "oplaeg")
    key = str(client.get(address).context["form"].initial["key"])

    answers = [client.post(address, {**TALK, **OLE, "key": key}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert event.talks.count() == 1


@pytest.mark.parametrize(
    ("kind", "changed", "field", "sentence"),
    [
        ("workshop", {"seats": "0"}, "seats", "Skriv mindst én plads."),
        ("oplaeg", {"ends_at": "9.45"}, "ends_at", "Punktet skal slutte, efter at det er begyndt."),
        ("oplaeg", {"starts_at": "9.00"}, "starts_at", "Dagen går fra kl. 09.30 til 15.30."),
        ("pause", {"ends_at": "16.00"}, "ends_at", "Dagen går fra kl. 09.30 til 15.30."),
        ("oplaeg", {"title": ""}, "title", "Skriv titlen."),
        ("oplaeg", {**OLE, "new_title": ""}, "new_title", "Skriv også stillingen."),
        ("oplaeg", {**OLE, "new_name": ""}, "new_name", "Skriv også navnet."),
        ("oplaeg", {"new_email": "ole@skive.example"}, "new_name", "Skriv også navnet."),
        ("oplaeg", {**OLE, "new_email": "ole"}, "new_email", "Skriv en mailadresse, fx navn@kommune.dk."),
        ("oplaeg", {**OLE, "new_title": "x" * 151}, "new_title", "Skriv højst 150 tegn."),
        ("oplaeg", {**OLE, "new_name": "x" * 101}, "new_name", "Skriv højst 100 tegn."),
    ],
)
def test_add_says_beside_the_field_what_is_wrong_and_keeps_what_is_typed(client, kind, changed, field, sentence):
    event = EventFactory()

    page = client.post(at("session_add", event, kind), {**FORMS[kind], **changed})

    assert wrong(page) == {field: [sentence]}
    assert sentence in texts(page, ".form-error")[0]
    assert page.context["form"]["ends_at"].value() == {**FORMS[kind], **changed}["ends_at"]
    assert event.talks.count() + event.workshops.count() + event.pauses.count() == 0


@pytest.mark.parametrize("field", ["speakers", "new_name"])
def test_add_says_beside_the_field_who_is_somewhere_else(client, field):
    hanne = SpeakerFactory(name="Hanne", title="lektor")
    event = TalkFactory(title="Mad", speakers=[hanne]).event
    chosen = {"speakers": {"speakers": [str(hanne.pk)]}, "new_name": {"new_name": "Hanne", "new_title": "lektor"}}

    page = client.post(at("session_add", event, "oplaeg"), {**TALK, **chosen[field]})

    busy = "Hanne er allerede på »Mad« kl. 10.00–11.00. Vælg et andet tidspunkt eller en anden."
    assert wrong(page) == {field: [busy]}
    assert event.talks.count() == 1


def test_somebody_whom_a_colleague_lays_in_the_programme_meanwhile_is_refused_beside_their_field():
    hanne, event = SpeakerFactory(), EventFactory()
    form = TalkForm({**TALK, "other": str(hanne.pk)}, event=event)
    assert form.is_valid()
    TalkFactory(event=event, speakers=[hanne])

    with pytest.raises(actions.SpeakerBusy) as refused:
        actions.add_session(event, Talk, key=uuid4(), by=SYSTEM, **form.facts)
    form.refuse(refused.value)

    assert list(form.errors) == ["other"]


def test_edit_shows_what_stands_there_and_saves_it(client):
    hanne = SpeakerFactory(name="Hanne")
    track = TrackFactory()
    talk = TalkFactory(event=track.event, title="Før", speakers=[hanne], track=track)
    address = at("session_edit", talk.event, "oplaeg", talk.pk)

    shown = client.get(address)
    page = client.post(address, {**TALK, "speakers": [str(hanne.pk)]}, follow=True)

    talk.refresh_from_db()
    form = shown.context["form"]
    assert (form["title"].value(), form["speakers"].initial, form["track"].initial) == ("Før", [hanne.pk], track.pk)
    assert (talk.title, talk.track, list(talk.speakers.all())) == ("Leg", None, [hanne])
    assert said(page) == ["»Leg« er gemt."]


def test_edit_says_beside_the_field_what_is_wrong(client):
    talk = TalkFactory(title="Før")

    page = client.post(at("session_edit", talk.event, "oplaeg", talk.pk), {**TALK, "ends_at": "23.00"})

    talk.refresh_from_db()
    assert wrong(page) == {"ends_at": ["Dagen går fra kl. 09.30 til 15.30."]}
    assert talk.title == "Før"


def test_edit_warns_where_fewer_seats_are_left_than_guests_have(client):
    workshop = WorkshopFactory(seats=40)
    for seat in (1, 2, 3):
        WorkshopChoiceFactory(workshop=workshop, registration__event=workshop.event, seat=seat)
    address = at("session_edit", workshop.event, "workshop", workshop.pk)

    enough = said(client.post(address, {**WORKSHOP, "seats": "3"}, follow=True))
    too_few = said(client.post(address, {**WORKSHOP, "seats": "2"}, follow=True))

    assert enough == ["»Leg« er gemt."]
    assert too_few == [
        "»Leg« er gemt.",
        "»Leg« har 2 pladser, men 3 gæster har en plads i den. Ingen af dem mister den.",
    ]
    assert workshop.choices.filter(seat__isnull=False).count() == 3


def test_remove_asks_first(client):
    talk = TalkFactory(title="Leg")
    address = at("session_remove", talk.event, "oplaeg", talk.pk)

    asked = client.get(address)
    still_there = Talk.objects.count()
    page = client.post(address, follow=True)

    assert texts(asked, "h1") == ["Fjern »Leg«?"]
    assert still_there == 1
    assert said(page) == ["»Leg« er taget ud af programmet."]
    assert Talk.objects.count() == 0


def test_remove_of_a_workshop_that_guests_have_chosen_tells_what_becomes_of_them(client):
    workshop = WorkshopChoiceFactory().workshop
    address = at("session_remove", workshop.event, "workshop", workshop.pk)

    asked = texts(client.get(address), "main p")
    page = client.post(address, follow=True)

    assert asked[1] == (
        "En gæst har valgt den. De beholder den, til I offentliggør ændringerne. Så får de en mail om, at den er taget "
        "ud, og at de kan vælge en anden."
    )
    assert texts(page, ".changes li")[-1] == f"»{workshop.title}« kl. 11.00–12.00 er taget ud."
    assert workshop.choices.count() == 1
    assert client.get(address).status_code == 404


def test_remove_of_a_workshop_that_guests_have_chosen_is_refused_on_the_day(client):
    event = EventFactory(published=True, held_on=timezone.localdate(), starts_at=time(0), ends_at=time(23, 59))
    workshop = WorkshopChoiceFactory(registration__event=event).workshop

    page = client.post(at("session_remove", event, "workshop", workshop.pk))

    assert page.status_code == 422
    assert texts(page, ".alert-error .alert-text") == [
        "Dagen er begyndt, og gæster har valgt workshoppen, så den kan ikke fjernes."
    ]


def test_tracks_are_added_renamed_and_removed(client):
    event = EventFactory()

    added = client.post(at("track_add", event), {"name": "Ledere"}, follow=True)
    track = event.tracks.get()
    taken = client.post(at("track_add", event), {"name": "Ledere"})
    shown = client.get(at("track_rename", event, track.pk))
    renamed = client.post(at("track_rename", event, track.pk), {"name": "For ledere"}, follow=True)
    removed = client.post(at("track_remove", event, track.pk), follow=True)

    assert said(added) == ["Sporet er tilføjet."]
    assert wrong(taken) == {"name": ["Sporet er der allerede."]}
    assert shown.context["form"].initial == {"name": "Ledere"}
    assert (said(renamed), texts(renamed, ".track > a")) == (["Sporet er omdøbt."], ["For ledere"])
    assert said(removed) == ["Sporet »For ledere« er fjernet. Punkterne i det er der stadig."]
    assert event.tracks.count() == 0


def test_a_kind_or_a_session_that_is_not_there_is_not_found(client):
    talk = TalkFactory()
    other = EventFactory()

    assert client.get(at("session_add", talk.event, "dans")).status_code == 404
    assert client.get(at("session_edit", talk.event, "oplaeg", uuid4())).status_code == 404
    assert client.get(at("session_edit", talk.event, "workshop", talk.pk)).status_code == 404
    assert client.get(at("session_edit", other, "oplaeg", talk.pk)).status_code == 404
    assert client.get(at("track_rename", other, TrackFactory().pk)).status_code == 404


def test_a_form_of_a_public_event_says_that_it_is_a_draft(client):
    event = TalkFactory(event=EventFactory(published=True, held_on=timezone.localdate() + timedelta(days=9))).event

    page = client.get(at("session_add", event, "pause"))

    assert texts(page, ".narrow > p:not(.kicker)") == ["Det er en kladde, til I offentliggør ændringerne."]
