import pytest

from engagements.courses.models import FrameworkStep
from overview.public.framework import SOFT_HYPHEN, board, breakable


def step(column, lane, text):
    return FrameworkStep(column=column, lane=lane, text=text)


def test_the_board_has_a_cell_for_each_lane_and_column():
    steps = [
        step("Før", "Kommune", "Vurdering"),
        step("Efter", "Dagtilbud", "Møde"),
        step("Efter", "Dagtilbud", "Afprøvning"),
        step("Hele forløbet", "Ledelsessparring", "Sparring"),
    ]

    assert board(steps) == {
        "columns": ["Før", "Efter"],
        "lanes": [
            {"name": "Kommune", "cells": [[{"text": "Vurdering"}], []]},
            {"name": "Dagtilbud", "cells": [[], [{"text": "Møde"}, {"text": "Afprøvning"}]]},
        ],
        "tracks": [{"text": "Sparring"}],
    }


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Første styregruppemøde", ["Første styre", "gruppe", "møde"]),
        ("Styregruppen udpeges", ["Styre", "gruppen udpeges"]),
        ("Forankringsplan og forandringsmodel", ["Forankrings", "plan og forandrings", "model"]),
        ("Input fra arbejdsgrupperne", ["Input fra arbejds", "grupperne"]),
        ("Samarbejdsaftale underskrives", ["Samarbejds", "aftale underskrives"]),
        ("Afsluttende evaluering", ["Afsluttende evaluering"]),
    ],
)
def test_long_words_may_break_between_their_parts(text, parts):
    assert breakable(text).split(SOFT_HYPHEN) == parts
