"""A poll as its page draws it: the times with what speaks for and against each, and who can when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from engagements.meetings import overlaps
from engagements.meetings.poll_models import Can, Poll, PollPerson, PollTime
from praksis.danish import danish_datetime, short_date

# What each answer is in a table's cell, and how it looks
CELLS = {
    Can.YES: ("Kan", "success"),
    Can.MAYBE: ("Hvis nødvendigt", "warning"),
    Can.NO: ("Kan ikke", "error"),
}
UNANSWERED = ("Ikke svaret", "neutral")


@dataclass(frozen=True)
class Column:
    """One of the times."""

    pk: UUID
    starts_at: datetime
    when: str
    is_past: bool
    counts: str
    # Those who must be there and cannot
    lacks: str
    clashes: list[str]
    # Whether none is better: everybody who must be there can, and most of the others
    is_best: bool


@dataclass(frozen=True)
class Cell:
    """What one says to one time."""

    title: str
    word: str
    kind: str


@dataclass(frozen=True)
class Row:
    """One of those asked."""

    name: str
    email: str
    is_required: bool
    remark: str
    # Empty for one who answered in time
    hint: str
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """All of it, read in at most five queries."""

    columns: list[Column]
    rows: list[Row]
    answered: int
    missing: list[str]


def read(poll: Poll, *, with_clashes: bool) -> Table:
    """The poll's table. `with_clashes` also tells which of the consultants already meet somebody else."""
    times = list(poll.times.all())
    people = list(poll.people.prefetch_related("answers"))
    given = {person.pk: {answer.time_id: Can(answer.can) for answer in person.answers.all()} for person in people}
    minutes = poll.duration_minutes
    asks = with_clashes and poll.is_open
    engaged = overlaps.busy(poll.engagement, [(time.starts_at, minutes) for time in times]) if asks else []
    scores = {time.pk: _score(time, people, given) for time in times}
    best = max(scores.values())
    return Table(
        columns=[
            Column(
                pk=time.pk,
                starts_at=time.starts_at,
                when=danish_datetime(time.starts_at),
                is_past=time.starts_at <= timezone.now(),
                counts=_counts(time, given),
                lacks=_lacks(time, people, given),
                clashes=overlaps.clashes(engaged, time.starts_at, minutes),
                is_best=any(given.values()) and scores[time.pk] == best,
            )
            for time in times
        ],
        rows=[_row(poll, person, times, given[person.pk]) for person in people],
        answered=sum(person.answered_at is not None for person in people),
        missing=[str(person) for person in people if person.answered_at is None],
    )


def _row(poll: Poll, person: PollPerson, times: list[PollTime], given: dict[UUID, Can]) -> Row:
    answered_on = person.answered_at and timezone.localdate(person.answered_at)
    hint = ""
    if answered_on and answered_on > poll.answer_by:
        hint = f"Svarede efter fristen, {short_date(answered_on)}"
    elif not answered_on and not poll.is_open:
        hint = "Svarede ikke"
    elif not answered_on:
        hint = "Har ikke svaret, og fristen er overskredet" if poll.is_overdue else "Har ikke svaret endnu"
    cells = []
    for time in times:
        word, kind = CELLS[given[time.pk]] if time.pk in given else UNANSWERED
        cells.append(Cell(danish_datetime(time.starts_at), word, kind))
    return Row(str(person), person.email, person.is_required, person.remark, hint, cells)


def _score(time: PollTime, people: list[PollPerson], given: dict) -> tuple[int, int, int]:
    """How well a time suits: first those who must be there, then how many can, then how many could."""
    says = [(person.is_required, given[person.pk].get(time.pk)) for person in people]
    return (
        -sum(required and can == Can.NO for required, can in says),
        sum(can == Can.YES for _, can in says),
        sum(can == Can.MAYBE for _, can in says),
    )


def _counts(time: PollTime, given: dict) -> str:
    """»3 kan, 1 hvis det er nødvendigt, 1 kan ikke«; what nobody says is left out."""
    says = [answers.get(time.pk) for answers in given.values()]
    words = {Can.YES: "kan", Can.MAYBE: "hvis det er nødvendigt", Can.NO: "kan ikke"}
    counted = [f"{says.count(can)} {word}" for can, word in words.items() if can in says]
    return ", ".join(counted) or "Ingen svar endnu"


def _lacks(time: PollTime, people: list[PollPerson], given: dict) -> str:
    names = [str(one) for one in people if one.is_required and given[one.pk].get(time.pk) == Can.NO]
    return f"Skal med, men kan ikke: {', '.join(names)}" if names else ""
