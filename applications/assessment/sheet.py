"""An application laid out for the one who reads it: by criterion first, then the rest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from applications.drafting import reading
from applications.rounds.models import QuestionKind, Round

CRITERION = ("pk", "key", "title", "text")
ANCHOR = ("anchors__score", "anchors__label", "anchors__text")


@dataclass(frozen=True)
class ReadCriterion:
    """A criterion with what a reader of it sees; its anchors as (score, label, text), where one is to score."""

    pk: int
    key: str
    title: str
    text: str
    anchors: list[tuple[int, str, str]] = field(default_factory=list)


def criteria(round_: Round) -> list[ReadCriterion]:
    """What the round's applications are judged by."""
    return [ReadCriterion(*row) for row in round_.criteria.values_list(*CRITERION)]


def criteria_with_anchors(round_: Round) -> list[ReadCriterion]:
    """The same with what each score means, in one query: a criterion without anchors is a row of its own."""
    rows = round_.criteria.order_by("order", "anchors__score").values_list(*CRITERION, *ANCHOR)
    return [
        ReadCriterion(pk, key, title, text, [row[len(CRITERION) :] for row in each if row[len(CRITERION)] is not None])
        for (pk, key, title, text), each in groupby(rows, key=lambda row: row[: len(CRITERION)])
    ]


@dataclass(frozen=True)
class Block:
    """A criterion, what the application says to it, and what others have thought of that."""

    criterion: ReadCriterion
    questions: list[dict[str, Any]]
    # Each as (who gave it, whether it is a draft, the score in words, why)
    scores: list[tuple[str, bool, str, str]] = field(default_factory=list)
    # A ReviewForm's fields, where the reader scores
    fields: dict[str, Any] = field(default_factory=dict)


def blocks(content: dict[str, Any], criteria: list[ReadCriterion], *, scores: Iterable = (), form=None) -> list[Block]:
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


def other_sections(content: dict[str, Any], criteria: list[ReadCriterion]) -> list[dict[str, Any]]:
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
