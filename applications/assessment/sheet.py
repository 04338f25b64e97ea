"""An application laid out for the one who reads it: by criterion first, then the rest."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from applications.assessment.models import Confidence
from applications.drafting import reading
from applications.drafting.models import Application, Confirmation, ConfirmationKind, Signature, Submission
from applications.rounds.models import Criterion, ProgrammeKind, QuestionKind, Round

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
    return [ReadCriterion(*row) for row in _criteria().filter(round=round_)]


def criteria_with_anchors(round_: Round) -> list[ReadCriterion]:
    """The same with what each score means, in one query: a criterion without anchors is a row of its own."""
    rows = _anchors().filter(round=round_)
    return [
        ReadCriterion(pk, key, title, text, [row[len(CRITERION) :] for row in each if row[len(CRITERION)] is not None])
        for (pk, key, title, text), each in groupby(rows, key=lambda row: row[: len(CRITERION)])
    ]


def criteria_of_rounds(rounds: Collection) -> dict[UUID, list[tuple[str, str]]]:
    """The keys and titles of what is judged in several rounds, by the round's key."""
    of_each: dict[UUID, list[tuple[str, str]]] = {}
    found = Criterion.objects.filter(round__in=rounds).order_by("order")
    for round_, key, title in found.values_list("round", "key", "title"):
        of_each.setdefault(round_, []).append((key, title))
    return of_each


# Finding the way to the columns takes as long as reading them, so it is done once.
@cache
def _criteria():
    return Criterion.objects.order_by("order").values_list(*CRITERION)


@cache
def _anchors():
    return Criterion.objects.order_by("order", "anchors__score").values_list(*CRITERION, *ANCHOR)


@cache
def _judged():
    return Submission.objects.values_list("current__json", "version__signature__document")


@dataclass(frozen=True)
class Block:
    """A criterion, what the application says to it, and what others have thought of that."""

    criterion: ReadCriterion
    questions: list[dict[str, Any]]
    # Each as (who gave it, whether it is a draft, the score in words, how sure, why)
    scores: list[tuple[str, bool, str, str, str]] = field(default_factory=list)
    # What the reviewers have agreed on (consensus.Agreed), where the reader may know
    agreed: Any = None
    # A ReviewForm's fields, where the reader scores
    fields: dict[str, Any] = field(default_factory=dict)


def blocks(
    content: dict[str, Any],
    criteria: list[ReadCriterion],
    *,
    scores: Iterable = (),
    agreed: Mapping[int, Any] | None = None,
    form=None,
) -> list[Block]:
    """The application by criterion, with the scores as `with_scores` reads them or the fields of a ReviewForm.

    `agreed` is what was agreed on, by the criterion's key in the database (consensus.agreed_of).
    """
    given: dict[int, list] = {criterion.pk: [] for criterion in criteria}
    for _, name, locked_at, criterion, score, rationale, confidence in scores:
        if criterion in given:
            words = "" if score is None else f"{score} af 4"
            sure = "" if confidence is None else str(Confidence(confidence).label)
            given[criterion].append((name, locked_at is None, words, sure, rationale))
    return [
        Block(
            criterion,
            reading.by_criterion(content, criterion.key),
            given[criterion.pk],
            (agreed or {}).get(criterion.pk),
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


def judged(application: Application) -> tuple[dict[str, Any], bool]:
    """The text that is judged, and whether the director signed it on paper: of few applications more is read."""
    text, paper = _judged().get(application=application)
    return json.loads(text), paper is not None


def paper(application: Application) -> Signature:
    """The signature that was given on paper, with who checked it, and the control code that is to stand on it."""
    signatures = Signature.objects.select_related("checked_by", "version").defer("version__json")
    return signatures.get(version__submission__application=application)


def confirmed_by(application: Application, content: dict[str, Any]) -> list[tuple[str, str, str, datetime]]:
    """Who stands behind an application for a mini, the leader first: as what, name, title, and when.

    Nobody confirms one for a year, which its director signs; then nothing is read.
    """
    if content["programme"] != ProgrammeKind.MINI:
        return []
    given = Confirmation.objects.filter(version__submission__application=application).order_by("confirmed_at")
    rows = given.values_list("kind", "name", "title", "confirmed_at")
    return [(str(ConfirmationKind(kind).label), name, title, at) for kind, name, title, at in rows]
