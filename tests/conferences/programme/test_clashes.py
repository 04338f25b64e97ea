from datetime import time

from conferences.programme.clashes import busy, clashes, outside
from tests.conferences.programme.items import item, person

HANNE, OLE = person("Hanne Friis"), person("Ole Kragelund")


def test_two_sessions_at_once_in_a_room_are_told_of():
    items = [
        item("workshop", 10, 12, title="Leg", room="Lokale 1"),
        item("workshop", 11, title="Mad", room="lokale 1 "),
    ]

    assert clashes(items) == ["Lokale 1 er brugt to gange samtidig: »Leg« kl. 10.00–12.00 og »Mad« kl. 11.00–12.00."]


def test_a_speaker_in_two_places_is_told_of():
    items = [
        item(title="Leg", speakers=(HANNE, OLE)),
        item(title="Mad", speakers=(HANNE,)),
    ]

    assert clashes(items) == ["Hanne Friis er to steder samtidig: »Leg« kl. 10.00–11.00 og »Mad« kl. 10.00–11.00."]


def test_what_ends_as_the_other_begins_and_rooms_that_are_not_known_are_no_clash():
    assert clashes([item(room="Sal", speakers=(OLE,)), item(starts=11, room="Sal", speakers=(OLE,))]) == []
    assert clashes([item(room=""), item(room="")]) == []
    assert clashes([item(room="A"), item("pause")]) == []


def test_outside_the_day_only_coffee_may_come_before_it():
    items = [
        item("pause", 9, title="Kaffe"),
        item("talk", 9, title="For tidligt"),
        item("pause", 15, title="For sent"),
        item("talk", 10, title="På dagen"),
    ]

    assert outside(items, time(10), time(15)) == [
        "»For tidligt« kl. 09.00–10.00 ligger uden for dagen, som går fra kl. 10.00 til 15.00.",
        "»For sent« kl. 15.00–16.00 ligger uden for dagen, som går fra kl. 10.00 til 15.00.",
    ]


def test_busy_finds_where_a_speaker_is():
    leg = item(title="Leg", speakers=(HANNE,))

    assert busy([item(title="Mad"), leg], HANNE.id, time(10, 30), time(12)) == leg
    assert busy([leg], HANNE.id, time(11), time(12)) is None
    assert busy([leg], OLE.id, time(10), time(11)) is None
