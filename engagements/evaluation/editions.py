"""The editions of the survey's questions: loaded once from engagements/data/survey.csv, and never changed."""

from functools import lru_cache
from pathlib import Path
from uuid import UUID

from engagements.evaluation.models import AskedIn, SurveyEdition, SurveyQuestion, WaveKind
from praksis.reference import read

DATA = Path(__file__).resolve().parent.parent / "data" / "survey.csv"
# Of a statement: what can be answered, and the answer that counts for nothing
SCALE = {
    1: "Slet ikke",
    2: "I mindre grad",
    3: "I nogen grad",
    4: "I høj grad",
    5: "I meget høj grad",
}
DONT_KNOW, DONT_KNOW_WORDS = 0, "Ved ikke"


def load() -> None:
    """Load the editions that are not there yet. One that is stays as it is: answers point to its questions."""
    rows = read(DATA)
    for number in sorted({int(row["edition"]) for row in rows}):
        edition, new = SurveyEdition.objects.get_or_create(number=number)
        if new:
            SurveyQuestion.objects.bulk_create(
                SurveyQuestion(
                    edition=edition,
                    max_words=int(row["max_words"]) if row["max_words"] else None,
                    order=int(row["order"]),
                    **{name: row[name] for name in TEXTS},
                )
                for row in rows
                if int(row["edition"]) == number
            )


TEXTS = ("key", "kind", "part", "subject", "subject_title", "asked_in", "text", "source")


def newest() -> SurveyEdition:
    """The edition that a new survey is put from."""
    edition = SurveyEdition.objects.order_by("-number").first()
    assert edition, "manage.py prepare loads the questions"
    return edition


@lru_cache(maxsize=20)
def questions(edition: UUID) -> tuple[SurveyQuestion, ...]:
    """All the questions of an edition in order. It never changes, so each process reads it once."""
    return tuple(SurveyQuestion.objects.filter(edition=edition).order_by("order"))


def asked(edition: UUID, kind: WaveKind) -> list[SurveyQuestion]:
    """The questions of an edition that are put before the course, or after it."""
    when = {AskedIn.BOTH.value, kind.value}
    return [question for question in questions(edition) if question.asked_in in when]
