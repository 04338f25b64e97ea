"""What the dates of a course tell by themselves, beside what its consultants say: pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from engagements.courses.models import CourseStep, StepKind
from engagements.courses.quiet import days_between, is_quiet
from praksis.danish import danish_date

# The agreement is to be signed between the first and the second steering group meeting, and then it waits a while.
AGREEMENT_WAITS = timedelta(days=14)
WITHOUT_CONTACT = 30


def of_team(count: int) -> list[str]:
    """What is wrong with a team of so many, in a course that is not closed."""
    if count == 1:
        return ["Der er kun én konsulent på forløbet. Typisk er der to."]
    return [] if count else ["Der er ingen konsulent på forløbet."]


def silent_since(today: date) -> date:
    """The last day on which a course can have met, or begun, and still be said to be silent today."""
    day = today - timedelta(days=WITHOUT_CONTACT)
    while days_between(day, today) <= WITHOUT_CONTACT:
        day -= timedelta(days=1)
    return day


def found(
    steps: Iterable[CourseStep],
    *,
    started_on: date | None,
    last_met_on: date | None,
    today: date,
    resumed_on: date | None = None,
) -> list[str]:
    """What is late in a running course, as Danish sentences; nothing in July and in school holidays.

    `last_met_on` is the day of the last meeting that was held, None where none was. `resumed_on` is the day on which it
    went on after a pause: nobody is expected to have met in it.
    """
    if is_quiet(today) or started_on is None:
        return []
    late = [(step, step.due_to) for step in steps if step.is_open and step.due_to and step.due_to < today]
    sentences = [
        f"»{step.text}« skulle være holdt senest {danish_date(due)}."
        for step, due in late
        if step.kind == StepKind.MEETING
    ]
    sentences += [
        f"»{step.text}« mangler. Det skulle være sket senest {danish_date(due)}."
        for step, due in late
        if step.kind == StepKind.MILESTONE and not step.is_anchor and due + AGREEMENT_WAITS < today
    ]
    silent = days_between(max(filter(None, [last_met_on or started_on, resumed_on])), today)
    if silent > WITHOUT_CONTACT:
        since = f"siden {danish_date(last_met_on)}" if last_met_on else "siden forløbet gik i gang"
        sentences.append(f"Der er ikke noteret noget møde {since}.")
    return sentences
