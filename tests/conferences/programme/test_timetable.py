from datetime import time

from conferences.programme.timetable import grid, on_theme, speakers, timetable
from tests.conferences.programme.items import item, person


def test_the_day_is_one_list_in_order_of_time():
    items = [
        item("pause", 12, title="Frokost"),
        item("talk", 14, title="Slut"),
        item("talk", 9, title="Velkommen"),
        item("workshop", 10, title="Leg"),
    ]

    assert [(slot.kind, slot.title) for slot in timetable(items)] == [
        ("talk", "Velkommen"),
        ("workshops", "Workshops"),
        ("pause", "Frokost"),
        ("talk", "Slut"),
    ]


def test_workshops_that_begin_together_are_one_slot_until_the_last_has_ended():
    late = item("workshop", 10, 12, title="B", room="Lokale 2")
    early = item("workshop", 10, 11, title="A", room="Lokale 1")

    (slot,) = timetable([late, early])

    assert slot.workshops == [early, late]
    assert (slot.starts_at, slot.ends_at) == (time(10), time(12))


def test_several_rounds_of_workshops_are_numbered():
    workshops = [item("workshop", hour) for hour in [15, 9, 10, 11, 12, 13, 14]]

    assert [slot.title for slot in timetable(workshops)] == [
        "Workshops, første runde",
        "Workshops, anden runde",
        "Workshops, tredje runde",
        "Workshops, fjerde runde",
        "Workshops, femte runde",
        "Workshops, sjette runde",
        "Workshops, 7. runde",
    ]


def test_speakers_stand_by_name_with_all_their_sessions():
    hanne, anna = person("Hanne"), person("Anna")
    talk = item(title="Oplæg", speakers=(hanne,))
    workshop = item("workshop", 11, title="Leg", speakers=(anna, hanne))

    rows = speakers(timetable([talk, workshop, item("pause", 12)]))

    assert [(row["speaker"], row["sessions"]) for row in rows] == [(anna, [workshop]), (hanne, [talk, workshop])]


def test_grid_has_the_rooms_of_workshops_across_and_what_is_for_everybody_in_its_full_width():
    lunch, talk = item("pause", 12, title="Frokost"), item("talk", 10, title="Velkommen", room="Sal")
    leg = item("workshop", 11, title="Leg", room="B")
    food, music = item("workshop", 11, title="Mad", room="A"), item("workshop", 11, title="Musik", room="A")

    table = grid([lunch, music, food, leg, talk])

    assert (table.heading, table.columns) == ("Lokale", ["A", "B"])
    assert [(row.starts_at.hour, row.wide, row.cells) for row in table.rows] == [
        (10, talk, []),
        (11, None, [[food, music], [leg]]),
        (12, lunch, []),
    ]


def test_grid_has_the_tracks_across_where_there_are_any():
    talk = item("talk", 10, title="Ledelse", room="Sal", track="Ledere")
    leg, other = item("workshop", 10, title="Leg", track="Alle"), item("workshop", 10, title="Mad")

    table = grid([talk, leg, other])

    assert (table.heading, table.columns) == ("Spor", ["Alle", "Ledere", "Andet"])
    assert [row.cells for row in table.rows] == [[[leg], [talk], [other]]]


def test_grid_of_workshops_without_rooms_has_one_column():
    assert grid([item("workshop", 10)]).columns == ["Workshops"]
    assert grid([item("pause", 10)]).columns == []


def test_on_theme_keeps_what_is_on_it():
    led, other = item(title="A", theme="professional_leadership"), item(title="B")

    assert on_theme([led, other], "professional_leadership") == [led]
    assert on_theme([led, other], "") == [led, other]
