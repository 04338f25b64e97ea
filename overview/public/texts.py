"""What the public pages say about the cooperation, read from overview/data: marks, effects and research."""

import json
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


@cache
def read(name: str) -> dict:
    """The texts of one file, "marks", "effects" or "research": a heading, a source, and the list of the same name."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
