from dataclasses import replace
from datetime import time

import pytest

from conferences.programme.changes import changes
from tests.conferences.programme.items import item, person

LEG = item(
    "workshop",
    title="Leg",
    room="Lokale 1",
    theme="",
    track="Alle",
    seats=40,
    speakers=(person("Hanne"), person("Ole")),
)


def told(before, after) -> list[tuple[str, str]]:
    return [(change.kind, change.sentence) for change in changes(before, after)]


def test_nothing_changed_is_nothing():
    assert changes([LEG], [LEG]) == []
    assert changes([], []) == []


def test_what_came_stands_in_the_order_of_the_day_and_what_went_last():
    mad, kaffe, sang = item(title="Mad"), item("pause", 9, title="Kaffe"), item(title="Sang")

    assert told([sang, LEG], [mad, LEG, kaffe]) == [
        ("added", "»Kaffe« er kommet til kl. 09.00–10.00."),
        ("added", "»Mad« er kommet til kl. 10.00–11.00."),
        ("removed", "»Sang« kl. 10.00–11.00 er taget ud."),
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"ends_at": time(12)}, [("moved", "»Leg« er flyttet fra kl. 10.00–11.00 til kl. 10.00–12.00.")]),
        ({"room": "Sal"}, [("room", "»Leg« er nu i Sal (før Lokale 1).")]),
        ({"room": ""}, [("room", "»Leg« er ikke længere i Lokale 1.")]),
        (
            {"speakers": (person("Ole"), person("Lis"))},
            [
                ("speakers", "Lis er kommet med på »Leg«."),
                ("speakers", "Hanne er ikke længere med på »Leg«."),
            ],
        ),
        (
            {"speakers": (replace(person("Hanne"), title="chef"), replace(person("Ole"), name="Ole K"))},
            [
                ("words", "Ole på »Leg« hedder nu Ole K."),
                ("words", "Hanne står nu som chef på »Leg«."),
            ],
        ),
        # Two rows for one person, made one
        ({"speakers": (replace(person("Hanne"), id="another"), person("Ole"))}, []),
        ({"title": "Sang"}, [("words", "»Leg« hedder nu »Sang«.")]),
        ({"text": "Nyt"}, [("words", "Beskrivelsen af »Leg« er ændret.")]),
        ({"theme": "professional_leadership"}, [("words", "Temaet for »Leg« er nu Faglig ledelse.")]),
        ({"track": "Ledere"}, [("words", "»Leg« er nu i sporet Ledere.")]),
        ({"track": ""}, [("words", "»Leg« er ikke længere i sporet Alle.")]),
        ({"seats": 30}, [("words", "»Leg« har nu 30 pladser (før 40).")]),
    ],
)
def test_each_change_has_its_sentence(facts, expected):
    assert told([LEG], [replace(LEG, **facts)]) == expected


def test_what_was_empty_before_is_told_without_it():
    bare = item(title="Leg", theme="professional_leadership")

    assert told([bare], [replace(bare, room="Sal", theme="")]) == [
        ("room", "»Leg« er nu i Sal."),
        ("words", "»Leg« har ikke længere et tema."),
    ]
