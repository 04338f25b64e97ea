"""An application laid out for the one who reads it: by criterion first, then the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from applications.drafting import reading
from applications.rounds.models import Criterion, QuestionKind


@dataclass(frozen=True)
class Block:
    """A criterion, what the application says to it, and what others have thought of that."""

    criterion: Criterion
    questions: list[dict[str, Any]]
    # Each as (who gave it, whether it is a draft, the score in words, why)
    scores: list[tuple[str, bool, str, str]] = field(default_factory=list)
    # A ReviewForm's fields, where the reader scores
    fields: dict[str, Any] = field(default_factory=dict)


def blocks(content: dict[str, Any], criteria: list[Criterion], *, scores: Iterable = (), form=None) -> list[Block]:
    """The application by criterion, with the scores as `with_scores` reads them or the fields of a ReviewForm."""
    given: dict[int, list] = {criterion.pk: [] for criterion in criteria}
    for _, name, locked_at, criterion, score, rationale in scores:
        if criterion in given:
            words = "" if score is None else f"{score} af 4"
            given[criterion].append((name, locked_at is None, words, rationale))
    return [
        Block(
            criterion,
            reading.by_criterion(content, criterion.key),
            given[criterion.pk],
            form.fields_of(criterion) if form else {},
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
