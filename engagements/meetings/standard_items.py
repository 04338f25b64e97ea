"""What stands on the agenda of a meeting to begin with: engagements/data/agenda_items.csv and the framework's steps.

What a steering group or a working group is to treat stands in the framework as tasks beside the meeting, in the same
column and lane. A course's own copy of them counts: what it has left out or added is left out or added here too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engagements.courses.models import CourseStep, StepKind, StepStatus
from engagements.meetings.kinds import MeetingKind
from praksis.reference import read

FILE = Path(__file__).parent.parent / "data" / "agenda_items.csv"
ANY, FIRST, LAST = "any", "first", "last"
LONGEST_TITLE = 200


@dataclass(frozen=True)
class StandardItem:
    """One item: its title and text, whether the open follow-ups stand under it, and whether it stays last."""

    title: str
    text: str = ""
    takes_follow_ups: bool = False
    comes_last: bool = False


def standard_items(
    programme: str, kind: MeetingKind, step: CourseStep, steps: Iterable[CourseStep]
) -> list[StandardItem]:
    """The items of a meeting of this kind about `step`, one of the course's `steps` in their order."""
    beside = [
        StandardItem(each.text[:LONGEST_TITLE])
        for each in steps
        if (each.column, each.lane, each.kind) == (step.column, step.lane, StepKind.TASK)
        and each.status != StepStatus.SKIPPED
    ]
    # The start-up meeting opens a lane of tasks that come after it.
    treated = [] if kind == MeetingKind.START_UP else beside
    return [*_carried(programme, kind, FIRST), *treated, *_carried(programme, kind, LAST)]


def _carried(programme: str, kind: MeetingKind, place: str) -> list[StandardItem]:
    return [
        StandardItem(row["title"], row["text"], row["takes_follow_ups"] == "yes", place == LAST)
        for row in _rows()
        if row["place"] == place and row["programme"] in (ANY, programme) and row["kind"] in (ANY, kind)
    ]


@cache
def _rows() -> list[dict[str, str]]:
    return read(FILE)
