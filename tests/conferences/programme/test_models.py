from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone

from conferences.programme.models import Event, EventStatus, ProgrammeVersion, SpeakerRequest
from praksis.errors import ActionError
from tests.factories.programme import EventFactory, SpeakerFactory, TalkFactory, WorkshopFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "broken",
    [
        {"starts_at": time(15, 0), "ends_at": time(9, 0)},
        {"capacity": 0},
        {"status": EventStatus.PUBLISHED, "published_at": None},
        {"status": EventStatus.DRAFT, "published_at": timezone.now()},
        {"called_off": True, "published_at": None},
        {"called_off": True, "called_off_at": None},
        {"called_off": True, "called_off_because": ""},
        {"published": True, "called_off_at": timezone.now()},
        {"published": True, "called_off_because": "Sygdom."},
    ],
)
def test_the_database_refuses_an_event_that_cannot_be(broken):
    with pytest.raises(IntegrityError):
        EventFactory(**broken)


def test_an_address_is_had_by_one_event():
    EventFactory(slug="nyborg-2017")

    with pytest.raises(IntegrityError):
        EventFactory(slug="nyborg-2017")


@pytest.mark.parametrize("make", [TalkFactory, WorkshopFactory])
def test_a_session_ends_after_it_starts(make):
    with pytest.raises(IntegrityError):
        make(starts_at=time(12, 0), ends_at=time(11, 0))


def test_a_speaker_is_named_once():
    SpeakerFactory(name="Vibeke Holst", title="lektor")

    with pytest.raises(IntegrityError):
        SpeakerFactory(name="Vibeke Holst", title="lektor")


@pytest.mark.parametrize("before", EventStatus)
@pytest.mark.parametrize("after", EventStatus)
def test_an_event_is_published_and_taken_down_or_called_off_and_nothing_else(before, after):
    event = EventFactory.build(case=None, status=before)

    allowed = {("draft", "published"), ("published", "draft"), ("published", "called_off")}
    if (before, after) not in allowed:
        with pytest.raises(ActionError):
            event.become(after)
    else:
        event.become(after)
        assert event.status == after


def test_a_draft_is_seen_by_managers_alone(manager, coordinator, consultant):
    draft, public = EventFactory(), EventFactory(published=True)

    assert set(Event.objects.visible_to(manager)) == {draft, public}
    for user in [AnonymousUser(), coordinator, consultant]:
        assert list(Event.objects.visible_to(user)) == [public]


def test_an_event_is_coming_until_its_day_is_over_in_denmark():
    event = EventFactory(held_on=date(2017, 11, 30))
    midnight = datetime(2017, 12, 1, tzinfo=ZoneInfo("Europe/Copenhagen"))

    with time_machine.travel(midnight - timedelta(seconds=1), tick=False):
        assert event.is_coming
        assert list(Event.objects.coming(timezone.localdate())) == [event]
    with time_machine.travel(midnight, tick=False):
        assert not event.is_coming
        assert list(Event.objects.earlier(timezone.localdate())) == [event]


def test_coming_events_come_next_first_and_earlier_ones_newest_first():
    today = date(2018, 6, 1)
    second, first = EventFactory(held_on=date(2018, 11, 1)), EventFactory(held_on=today)
    oldest, newest = EventFactory(held_on=date(2016, 1, 1)), EventFactory(held_on=date(2018, 5, 31))

    assert list(Event.objects.coming(today)) == [first, second]
    assert list(Event.objects.earlier(today)) == [newest, oldest]


def test_people_read_names_and_titles():
    event = EventFactory(published=True, title="Alle med", slug="alle-med")
    talk = TalkFactory(event=event, title="Hvem leger?", starts_at=time(9, 5), ends_at=time(10, 0))

    assert str(event) == "Alle med"
    assert event.get_absolute_url() == "/konferencer/alle-med/"
    assert (event.status_word, event.status_kind) == ("Offentliggjort", "success")
    assert (EventFactory().status_word, EventFactory().status_kind) == ("Kladde", "warning")
    assert (EventFactory(called_off=True).status_word, EventFactory(called_off=True).status_kind) == ("Aflyst", "error")
    assert str(talk) == "09.05 Hvem leger?"
    assert str(SpeakerFactory(name="Ole", title="konsulent")) == "Ole, konsulent"


def test_how_versions_and_requests_are_called():
    event, speaker = EventFactory(title="Leg"), SpeakerFactory(name="Ida", title="lektor")
    assert str(ProgrammeVersion(event=event, number=2)) == "Leg, udgave 2"
    assert str(SpeakerRequest(event=event, speaker=speaker)) == "Ida, lektor · Leg"
