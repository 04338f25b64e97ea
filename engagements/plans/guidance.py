"""The questions that help those who write the self-assessment; they are ours (engagements/data/)."""

import csv
from functools import cache
from pathlib import Path

from engagements.plans.models import Level
from praksis.themes import Theme

FILE = Path(__file__).resolve().parent.parent / "data" / "self_assessment_questions.csv"


def questions(theme: Theme, level: Level) -> tuple[str, ...]:
    """What to think of when this theme is looked at on this level."""
    return _all()[theme, level]


@cache
def _all() -> dict[tuple[Theme, Level], tuple[str, ...]]:
    """The questions of each theme and level, in their order."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: int(row["order"]))
    return {
        (theme, level): tuple(row["question"] for row in rows if (row["theme"], row["level"]) == (theme, level))
        for theme in Theme
        for level in Level
    }
