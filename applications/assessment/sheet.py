"""An application laid out for the one who reads it: by criterion first, then the rest."""

from dataclasses import dataclass, field
from typing import Any

from applications.assessment.models import Review, Score
from applications.drafting import reading
from applications.rounds.models import Criterion, QuestionKind


@dataclass(frozen=True)
class Block:
    """A criterion, what the application says to it, and what others have thought of that."""

    criterion: Criterion
    questions: list[dict[str, Any]]
    scores: list[tuple[Review, Score]] = field(default_factory=list)
    # A form's fields, where the reader scores
    fields: list = field(default_factory=list)


def blocks(content: dict[str, Any], criteria: list[Criterion], *, reviews=(), form=None) -> list[Block]:
    """The application by criterion, with the scores of the given reviews and the fields of a ReviewForm."""
    return [
        Block(
            criterion,
            reading.by_criterion(content, criterion.key),
            [
                (review, score)
                for review in reviews
                for score in review.scores.all()
                if score.criterion_id == criterion.pk
            ],
            form.fields_of(criterion) if form else [],
        )
        for criterion in criteria
    ]


def other_sections(content: dict[str, Any], criteria: list[Criterion]) -> list[dict[str, Any]]:
    """The sections with the questions that are read under no criterion; empty sections are left out."""
    keys = {criterion.key for criterion in criteria}
    sections = [
        {
            "title": section["title"],
            "questions": [
                question
                for question in section["questions"]
                if question["criterion"] not in keys and question["kind"] != QuestionKind.INSTITUTION_LIST
            ],
        }
        for section in content["sections"]
    ]
    return [section for section in sections if section["questions"]]
