"""What those who came thought of the day, together. Averages and words are only told of from five answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from secrets import SystemRandom

from django.db.models import Avg, Count

from conferences.afterwards.models import Answer
from conferences.afterwards.survey import SCORES, TEXTS
from conferences.programme.content import order
from conferences.programme.models import Event
from praksis.tables import Column

FEWEST = 5
FEWER = f"Færre end {FEWEST}"


@dataclass(frozen=True)
class Line:
    """A question: how many answered it, and their average to one decimal; neither where they are fewer than five."""

    question: str
    answers: int | None
    average: Decimal | None

    @property
    def answers_words(self) -> str:
        return FEWER if self.answers is None else str(self.answers)

    @property
    def average_words(self) -> str:
        return "–" if self.average is None else f"{self.average}".replace(".", ",")


@dataclass(frozen=True)
class Results:
    """All that is told of an event's answers."""

    answers: int
    lines: list[Line]
    workshops: list[Line]
    # What was asked, and what they wrote, each in an order of its own that changes from time to time
    texts: list[tuple[str, list[str]]]


def of(event: Event) -> Results:
    """The results as they are now, in three queries."""
    counted = {f"{name}_n": Count(name) for name in SCORES}
    averages = {f"{name}_avg": Avg(name) for name in SCORES}
    found = event.answers.order_by().aggregate(n=Count("pk"), **counted, **averages)
    lines = [line(words, found[f"{name}_n"], found[f"{name}_avg"]) for name, words in SCORES.items()]
    rows = event.workshops.annotate(n=Count("scores"), average=Avg("scores__score"))
    shown = sorted(((one.as_shown, one) for one in rows if one.is_shown), key=lambda pair: order(pair[0]))
    workshops = [line(item.starts_and_title, one.n, one.average) for item, one in shown]
    texts = _texts(event) if found["n"] >= FEWEST else []
    return Results(found["n"], lines, workshops, texts)


def line(question: str, answers: int, average: float | Decimal | None) -> Line:
    """A question as it may be told of."""
    if answers < FEWEST or average is None:
        return Line(question, None, None)
    return Line(question, answers, round(Decimal(average), 1))


def _texts(event: Event) -> list[tuple[str, list[str]]]:
    """The words to each question by themselves: what one person wrote to both is not to stand at the same place."""
    rows = list(Answer.objects.filter(event=event).order_by("pk").values(*TEXTS))
    return [(words, _shuffled(row[name] for row in rows if row[name])) for name, words in TEXTS.items()]


def _shuffled(words: Iterable[str]) -> list[str]:
    found = list(words)
    SystemRandom().shuffle(found)
    return found


Told = tuple[str, str, Decimal | None, str]
COLUMNS: list[Column[Told]] = [
    Column("Spørgsmål", lambda row: row[0], 60),
    Column("Svar", lambda row: row[1], 14),
    Column("Gennemsnit", lambda row: row[2], 12),
    Column("Skrevet", lambda row: row[3], 80),
]


def rows(results: Results) -> list[Told]:
    """The results as a file has them: the averages, then every text on a line of its own."""
    scores = [(one.question, one.answers_words, one.average, "") for one in [*results.lines, *results.workshops]]
    return [*scores, *((question, "", None, text) for question, texts in results.texts for text in texts)]
