from datetime import time

import pytest

from conferences.programme.timetable import speakers, timetable
from tests.factories.programme import EventFactory, PauseFactory, SpeakerFactory, TalkFactory, WorkshopFactory


def at(hour, ends=None):
    return {"starts_at": time(hour), "ends_at": time(ends or hour + 1), "event": None}


def test_the_day_is_one_list_in_order_of_time():
    pauses = [PauseFactory.build(**at(12), title="Frokost")]
    talks = [TalkFactory.build(**at(14), title="Slut"), TalkFactory.build(**at(9), title="Velkommen")]
    workshops = [WorkshopFactory.build(**at(10), title="Leg")]

    slots = timetable(pauses, talks, workshops)

    assert [(slot.kind, slot.title) for slot in slots] == [
        ("talk", "Velkommen"),
        ("workshops", "Workshops"),
        ("pause", "Frokost"),
        ("talk", "Slut"),
    ]


def test_workshops_that_begin_together_are_one_slot_until_the_last_has_ended():
    late = WorkshopFactory.build(**at(10, 12), title="B", room="Lokale 2")
    early = WorkshopFactory.build(**at(10, 11), title="A", room="Lokale 1")

    (slot,) = timetable([], [], [late, early])

    assert slot.workshops == [early, late]
    assert (slot.starts_at, slot.ends_at) == (time(10), time(12))


def test_several_rounds_of_workshops_are_numbered():
    workshops = [WorkshopFactory.build(**at(hour)) for hour in [15, 9, 10, 11, 12, 13, 14]]

    titles = [slot.title for slot in timetable([], [], workshops)]

    assert titles == [
        "Workshops, første runde",
        "Workshops, anden runde",
        "Workshops, tredje runde",
        "Workshops, fjerde runde",
        "Workshops, femte runde",
        "Workshops, sjette runde",
        "Workshops, 7. runde",
    ]


@pytest.mark.django_db
def test_speakers_stand_by_name_with_all_their_sessions():
    event = EventFactory()
    hanne, anna = SpeakerFactory(name="Hanne"), SpeakerFactory(name="Anna")
    talk = TalkFactory(event=event, speakers=[hanne])
    workshop = WorkshopFactory(event=event, speakers=[anna, hanne])
    PauseFactory(event=event)

    rows = speakers(timetable(event.pauses.all(), event.talks.all(), event.workshops.all()))

    assert [(row["speaker"], row["sessions"]) for row in rows] == [(anna, [workshop]), (hanne, [talk, workshop])]
