"""Adding, changing and removing sessions and tracks, through the actions."""

from datetime import time
from uuid import uuid4

import pytest

from conferences.programme import actions, content
from conferences.programme.actions import NewSpeaker
from conferences.programme.models import Pause, Speaker, Talk, Track, Workshop
from praksis.cases import log
from praksis.cases.actors import SYSTEM
from praksis.errors import ActionError
from tests.factories.programme import (
    EventFactory,
    PauseFactory,
    SpeakerFactory,
    TalkFactory,
    TrackFactory,
    WorkshopFactory,
)
from tests.factories.registration import WorkshopChoiceFactory

pytestmark = pytest.mark.django_db

HOURS = {"starts_at": time(10), "ends_at": time(11)}


def add(event, model=Talk, **facts):
    """Add a session at ten, unless told otherwise."""
    return actions.add_session(event, model, **{"key": uuid4(), "title": "Nyt", **HOURS, **facts}, by=SYSTEM)


def newest(event) -> str:
    return log.timeline(event.case, party=False)[0]["text"]


def test_add_session_lays_each_kind_in_the_draft():
    event, hanne = EventFactory(), SpeakerFactory()
    track = TrackFactory(event=event)

    pause = add(event, Pause, title="Frokost")
    talk = add(event, Talk, room="Sal", track=track, speakers=[hanne])
    workshop = add(event, Workshop, title="Leg", seats=12, new_speaker=NewSpeaker("Ole", "leder", "Ole@Skive.Example"))

    assert (event.pauses.get(), event.talks.get(), event.workshops.get()) == (pause, talk, workshop)
    assert (list(talk.speakers.all()), talk.track) == ([hanne], track)
    assert [(one.name, one.email) for one in workshop.speakers.all()] == [("Ole", "ole@skive.example")]
    assert newest(event) == "»Leg« blev lagt i programmets kladde."


def test_add_session_twice_with_the_forms_own_key_makes_one():
    event, hanne, key = EventFactory(), SpeakerFactory(), uuid4()

    first, second = (add(event, key=key, speakers=[hanne]) for _ in range(2))

    assert first == second
    assert event.talks.count() == 1


def test_add_session_refuses_the_key_of_something_else():
    with pytest.raises(ActionError, match="Formularen kan ikke bruges"):
        add(EventFactory(), key=TalkFactory().pk)


@pytest.mark.parametrize(
    ("model", "hours", "field", "sentence"),
    [
        (Talk, (time(11), time(11)), "ends_at", "Punktet skal slutte, efter at det er begyndt."),
        (Talk, (time(9, 29), time(10)), "starts_at", "Dagen går fra kl. 09.30 til 15.30."),
        (Talk, (time(15), time(15, 31)), "ends_at", "Dagen går fra kl. 09.30 til 15.30."),
        (Pause, (time(15), time(15, 31)), "ends_at", "Dagen går fra kl. 09.30 til 15.30."),
    ],
)
def test_add_session_refuses_a_time_that_cannot_be(model, hours, field, sentence):
    with pytest.raises(ActionError) as said:
        add(EventFactory(), model, starts_at=hours[0], ends_at=hours[1])

    assert (str(said.value), said.value.field) == (sentence, field)
    assert model.objects.count() == 0


def test_a_pause_may_lie_before_the_day_begins():
    assert add(EventFactory(), Pause, starts_at=time(9), ends_at=time(9, 30)).title == "Nyt"


@pytest.mark.parametrize("make", [TalkFactory, WorkshopFactory])
def test_nobody_speaks_in_two_places_at_once(make):
    hanne = SpeakerFactory(name="Hanne")
    event = make(title="Leg", starts_at=time(10, 30), ends_at=time(12), speakers=[hanne]).event

    with pytest.raises(actions.SpeakerBusy) as said:
        add(event, speakers=[SpeakerFactory(), hanne])

    assert said.value.speaker == hanne
    assert str(said.value) == ("Hanne er allerede på »Leg« kl. 10.30–12.00. Vælg et andet tidspunkt eller en anden.")


def test_somebody_typed_new_who_is_known_is_found_to_be_busy():
    event = TalkFactory(speakers=[SpeakerFactory(name="Hanne", title="lektor")]).event

    with pytest.raises(actions.SpeakerBusy):
        add(event, Workshop, seats=1, new_speaker=NewSpeaker("Hanne", "lektor"))

    assert Speaker.objects.count() == 1


def test_somebody_typed_new_who_is_known_keeps_or_gets_an_address():
    known = SpeakerFactory(name="Hanne", title="lektor", email="hanne@skive.example")
    event = EventFactory()

    add(event, new_speaker=NewSpeaker("Hanne", "lektor"))
    known.refresh_from_db()
    assert known.email == "hanne@skive.example"
    add(event, new_speaker=NewSpeaker("Hanne", "lektor", "ny@skive.example"), starts_at=time(12), ends_at=time(13))
    known.refresh_from_db()
    assert known.email == "ny@skive.example"


def test_a_speaker_may_be_at_two_events_at_once():
    hanne = TalkFactory(speakers=[SpeakerFactory()]).speakers.get()

    assert list(add(EventFactory(), speakers=[hanne]).speakers.all()) == [hanne]


def test_change_session_changes_it_and_who_speaks():
    before, after = SpeakerFactory(), SpeakerFactory()
    talk = TalkFactory(speakers=[before])

    actions.change_session(talk, title="Andet", **HOURS, room="Lille sal", speakers=[before, after], by=SYSTEM)

    talk.refresh_from_db()
    assert (talk.title, talk.room) == ("Andet", "Lille sal")
    assert set(talk.speakers.all()) == {before, after}
    assert newest(talk.event) == "»Andet« blev rettet i programmets kladde."


def test_change_session_of_a_pause():
    pause = PauseFactory()

    actions.change_session(pause, title="Kaffe", **HOURS, by=SYSTEM)

    pause.refresh_from_db()
    assert (pause.title, pause.starts_at) == ("Kaffe", time(10))


def test_change_session_refuses_what_adding_refuses():
    hanne = SpeakerFactory()
    talk = TalkFactory(speakers=[hanne])
    WorkshopFactory(event=talk.event, starts_at=time(12), ends_at=time(13), speakers=[hanne])

    with pytest.raises(actions.SpeakerBusy):
        actions.change_session(talk, title="A", starts_at=time(12), ends_at=time(13), speakers=[hanne], by=SYSTEM)
    with pytest.raises(ActionError):
        actions.change_session(talk, title="A", starts_at=time(12), ends_at=time(12), speakers=[], by=SYSTEM)

    talk.refresh_from_db()
    assert (talk.starts_at, list(talk.speakers.all())) == (time(10), [hanne])


def test_change_session_of_a_public_event_changes_only_the_draft():
    talk = TalkFactory(title="Før")
    actions.publish(talk.event, by=SYSTEM)

    actions.change_session(talk, title="Efter", **HOURS, by=SYSTEM)

    assert talk.event.versions.get().content[0]["title"] == "Før"


def test_change_session_takes_no_seat_from_anybody():
    choice = WorkshopChoiceFactory(seat=2)

    actions.change_session(choice.workshop, title="Leg", **HOURS, seats=1, by=SYSTEM)

    choice.refresh_from_db()
    assert (choice.seat, choice.workshop.seats) == (2, 1)


@pytest.mark.parametrize("make", [PauseFactory, TalkFactory, WorkshopFactory])
def test_remove_session_takes_it_out_of_the_draft(make):
    session = make(title="Leg")
    event = session.event

    actions.remove_session(session, by=SYSTEM)

    assert [event.pauses.count(), event.talks.count(), event.workshops.count()] == [0, 0, 0]
    assert newest(event) == "»Leg« blev taget ud af programmets kladde."


def test_remove_session_keeps_a_workshop_that_guests_have_chosen_until_that_is_public():
    workshop = WorkshopChoiceFactory().workshop
    TalkFactory(event=workshop.event)

    actions.remove_session(workshop, by=SYSTEM)

    assert (Workshop.objects.get() == workshop, content.draft(workshop.event)[1:]) == (True, [])
    for again in (actions.remove_session, actions.change_session):
        with pytest.raises(ActionError, match="har slettet det i mellemtiden"):
            again(workshop, by=SYSTEM)
    actions.publish_changes(workshop.event, by=SYSTEM)
    assert not Workshop.objects.exists()


def test_remove_session_refuses_a_workshop_that_guests_have_chosen_once_the_day_has_begun(time_machine):
    workshop = WorkshopChoiceFactory().workshop
    time_machine.move_to(workshop.event.begins_at)

    with pytest.raises(ActionError, match="Dagen er begyndt, og gæster har valgt"):
        actions.remove_session(workshop, by=SYSTEM)

    assert Workshop.objects.get() == workshop


def test_remove_session_that_is_gone_says_so():
    talk = TalkFactory()
    Talk.objects.all().delete()

    with pytest.raises(ActionError, match="En anden har slettet det"):
        actions.remove_session(talk, by=SYSTEM)


def test_tracks_are_added_behind_each_other_renamed_and_removed():
    event = EventFactory()
    first, second = (actions.add_track(event, name=name, by=SYSTEM) for name in ["Ledere", "Alle"])
    talk = TalkFactory(event=event, track=first)

    actions.rename_track(second, name="For alle", by=SYSTEM)
    renamed = newest(event)
    actions.remove_track(first, by=SYSTEM)

    talk.refresh_from_db()
    assert [(track.name, track.order) for track in event.tracks.all()] == [("For alle", 2)]
    assert talk.track is None
    assert renamed == "Sporet »Alle« hedder nu »For alle«."
    assert newest(event) == "Sporet »Ledere« blev fjernet."


def test_a_track_has_a_name_of_its_own():
    track = TrackFactory(name="Ledere")
    other = TrackFactory(event=track.event, name="Alle")

    with pytest.raises(ActionError, match="Sporet er der allerede") as said:
        actions.add_track(track.event, name="Ledere", by=SYSTEM)
    with pytest.raises(ActionError, match="Sporet er der allerede"):
        actions.rename_track(other, name="Ledere", by=SYSTEM)
    actions.rename_track(track, name="Ledere", by=SYSTEM)

    assert said.value.field == "name"
    assert Track.objects.count() == 2
