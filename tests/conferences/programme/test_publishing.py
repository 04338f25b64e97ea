import pytest

from conferences.programme import actions, content
from praksis.cases import log
from praksis.cases.actors import SYSTEM, Actor
from praksis.errors import ActionError
from tests.conferences.programme.test_actions import PROGRAMME, TALK
from tests.factories.programme import (
    EventFactory,
    PauseFactory,
    SpeakerFactory,
    TalkFactory,
    TrackFactory,
    WorkshopFactory,
)

pytestmark = pytest.mark.django_db


def test_publish_keeps_the_programme_as_its_first_version(manager):
    hanne = SpeakerFactory(name="Hanne")
    event = EventFactory()
    track = TrackFactory(event=event, name="Ledere")
    TalkFactory(event=event, title="Oplæg", track=track, speakers=[hanne])
    WorkshopFactory(event=event, title="Leg", seats=12)
    PauseFactory(event=event, title="Frokost")

    actions.publish(event, by=Actor.of(manager))

    version = event.versions.get()
    assert (version.number, version.published_by) == (1, manager)
    assert version.content[0] == {
        "id": str(event.talks.get().pk),
        "kind": "talk",
        "starts_at": "10:00",
        "ends_at": "11:00",
        "title": "Oplæg",
        "text": "Små ændringer i rutinerne.",
        "room": "Store sal",
        "theme": "learning_environments",
        "track": "Ledere",
        "seats": 0,
        "speakers": [{"id": str(hanne.pk), "name": "Hanne", "title": "lektor"}],
    }
    assert content.from_json(version.content) == content.draft(event)
    assert [(row["kind"], row["seats"]) for row in version.content[1:]] == [("workshop", 12), ("pause", 0)]


def test_publish_again_makes_a_version_only_of_what_has_changed():
    event = TalkFactory().event
    for _ in range(2):
        actions.publish(event, by=SYSTEM)
        actions.take_down(event, by=SYSTEM)
    unchanged = event.versions.count()
    event.talks.update(title="Et andet")

    actions.publish(event, by=SYSTEM)

    assert unchanged == 1
    assert [version.number for version in event.versions.all()] == [1, 2]


def test_publish_refuses_a_programme_of_pauses():
    with pytest.raises(ActionError, match="Programmet er tomt"):
        actions.publish(PauseFactory().event, by=SYSTEM)


def test_publish_changes_makes_the_next_version():
    event = TalkFactory().event
    actions.publish(event, by=SYSTEM)
    event.talks.update(title="Et andet")

    version = actions.publish_changes(event, by=SYSTEM)

    assert (version.number, version.published_by, version.content[0]["title"]) == (2, None, "Et andet")
    newest = log.timeline(event.case, party=False)[0]
    assert newest["text"] == "Ændringerne i programmet blev offentliggjort som udgave 2."


def test_publish_changes_is_refused_where_there_are_none():
    event = TalkFactory().event
    actions.publish(event, by=SYSTEM)

    with pytest.raises(ActionError, match="Der er ingen ændringer"):
        actions.publish_changes(event, by=SYSTEM)

    assert event.versions.count() == 1


def test_publish_changes_is_refused_where_nothing_is_left():
    event = TalkFactory().event
    actions.publish(event, by=SYSTEM)
    event.talks.all().delete()

    with pytest.raises(ActionError, match="Programmet er tomt"):
        actions.publish_changes(event, by=SYSTEM)


def test_publish_changes_of_a_draft_is_refused():
    with pytest.raises(ActionError, match="ikke offentliggjort"):
        actions.publish_changes(TalkFactory().event, by=SYSTEM)


def test_a_change_of_an_event_that_was_public_before_there_were_versions_keeps_what_the_public_reads():
    event = TalkFactory(event=EventFactory(published=True), title="Før").event

    actions.set_programme(event, PROGRAMME, by=SYSTEM)
    actions.set_programme(event, [TALK], by=SYSTEM)

    version = event.versions.get()
    assert (version.number, version.published_at) == (1, event.published_at)
    assert [row["title"] for row in version.content] == ["Før"]
