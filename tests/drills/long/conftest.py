"""The long drills: each notes its figures, which `make drills` prints as one table."""

import json
import os
from pathlib import Path

import pytest
from django.db import connection


def pytest_collection_modifyitems(items):
    for item in items:
        if "long" in item.path.parts:
            item.add_marker(pytest.mark.long)


@pytest.fixture
def figures():
    """`figures("R2", "what was done", promise="what must hold", seen="what was seen")` adds a row to the table."""

    def note(drill: str, what: str, *, promise: str, seen: str) -> None:
        row = {"drill": drill, "on": connection.vendor, "what": what, "promise": promise, "seen": seen}
        with Path(os.environ["DRILL_FIGURES"]).open("a") as table:
            table.write(json.dumps(row) + "\n")

    return note
