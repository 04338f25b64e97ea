"""The framework of a course as the picture of templates/components/framework.html: columns, lanes and tracks."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

# What runs through the whole course is not in a column of its own.
THROUGHOUT = {"Hele forløbet", "Hele perioden"}
# Parts of the framework's long words: a narrow column may break the word after them.
PARTS = re.compile("(arbejds|egen|forandrings|forankrings|gruppe|samarbejds|styre)(?=[a-zæøå]{4})", re.I)
SOFT_HYPHEN = "\u00ad"


class Step(Protocol):
    """What the picture needs of a step of a framework."""

    @property
    def lane(self) -> str: ...

    @property
    def column(self) -> str: ...

    @property
    def text(self) -> str: ...


def board(steps: Iterable[Step]) -> dict:
    """The board of a framework's steps, which come in their order.

    {"columns": names in order, "lanes": [{"name", "cells": one list of {"text"} per column}], "tracks": [{"text"}]}
    """
    steps = list(steps)
    inside = [step for step in steps if step.column not in THROUGHOUT]
    cells = defaultdict(list)
    for step in inside:
        cells[step.lane, step.column].append({"text": breakable(step.text)})
    columns = list(dict.fromkeys(step.column for step in inside))
    lanes = [
        {"name": lane, "cells": [cells[lane, column] for column in columns]}
        for lane in dict.fromkeys(step.lane for step in inside)
    ]
    tracks = [{"text": step.text} for step in steps if step.column in THROUGHOUT]
    return {"columns": [breakable(column) for column in columns], "lanes": lanes, "tracks": tracks}


def breakable(text: str) -> str:
    """The text with soft hyphens in its long words: not every browser can hyphenate Danish."""
    return PARTS.sub(rf"\1{SOFT_HYPHEN}", text)
