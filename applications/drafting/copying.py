"""An earlier application and what a new one can have from it. Nothing is saved.

Into the same programme an answer follows its question's key and kind. Into a mini, which a municipality's application
for a one-year course may become, a few answers go to the questions that ask for much the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from applications.drafting import answers, questions
from applications.drafting.models import Answer, Application, ApplicationInstitution, Status
from applications.drafting.questions import SetAside
from applications.rounds.models import ProgrammeKind, Question, QuestionKind, QuestionSet, Round
from applications.rounds.questionnaire import is_same_answer
from praksis.danish import danish_datetime

# What a mini's question is filled in with: the first of these questions of the one-year course that is answered
MINI_FROM = {
    "contact": ["coordinator"],
    "challenge": ["institutions.why", "need_environment"],
    "challenge_children": ["need_participation"],
    "tried": ["motivation_ongoing"],
    "outcome": ["motivation_goal"],
    "themes": ["themes"],
    "leader": ["head_of_day_care"],
    "leader_words": ["backing_leadership"],
}


@dataclass(frozen=True)
class Target:
    """A new application that the earlier one can be copied into.

    `round` is the round that takes it, of a mini the month; `row` is the institution that a mini is for, where it comes
    of an application for a one-year course. `existing` is the application that is there already.
    """

    value: str
    label: str
    hint: str
    round: Round
    row: ApplicationInstitution | None = None
    existing: Application | None = None

    @property
    def is_mini(self) -> bool:
        """Whether it is a mini, rather than a round of the one-year courses."""
        return self.round.programme.is_mini

    @property
    def edition(self) -> QuestionSet | None:
        """The questions that it would be asked."""
        return (self.round.programme if self.is_mini else self.round).questions_now


@dataclass(frozen=True)
class Carried:
    """An answer of the earlier application, and the question of the new one that it goes to."""

    answer: Answer
    question: Question
    value: Any


@dataclass(frozen=True)
class Plan:
    """What is copied, and what is not: answers without room, institutions that are the municipality's no longer.

    What was confirmed (`promises`) is to be confirmed anew, having read what it says now.
    """

    carried: list[Carried]
    left: list[SetAside]
    promises: list[str]
    rows: list[ApplicationInstitution]
    rows_left: list[str]
    is_prefill: bool = False


def targets(source: Application, user, moment: datetime) -> list[Target]:
    """Where the application can be copied to when it is asked for at this moment, that which closes first before."""
    kinds = [ProgrammeKind.MINI] if source.is_mini else [ProgrammeKind.ONE_YEAR, ProgrammeKind.MINI]
    rounds = list(
        Round.objects.open_at(moment)
        .filter(programme__kind__in=kinds)
        .select_related("programme")
        .order_by("deadline", "period_from")
    )
    there = _existing(source, user, rounds)
    found = [
        Target(
            f"runde:{each.pk}",
            f"{each.programme}: {each.name}",
            f"Frist {danish_datetime(each.deadline)}",
            each,
            existing=there.get(each.pk),
        )
        for each in rounds
        if not each.programme.is_mini
    ]
    month = next((each for each in rounds if each.programme.is_mini), None)
    return found + (_minis(source, month, there.get(None)) if month else [])


def _existing(source: Application, user, rounds: list[Round]) -> dict[Any, Application]:
    """The applicant's applications in these rounds that the person may see, by round; of a mini's draft None."""
    running = Application.objects.visible_to(user).filter(applicant=source.applicant_id)
    of_rounds = Q(round__in=[each.pk for each in rounds if not each.programme.is_mini])
    of_minis = Q(round=None, programme__kind=ProgrammeKind.MINI)
    seen = running.filter(of_rounds | of_minis).exclude(status=Status.WITHDRAWN).select_related("case")
    return {each.round_id: each for each in seen.order_by("-created_at")}


def _minis(source: Application, month: Round, existing: Application | None) -> list[Target]:
    """The mini of the same applicant, or one for each of the institutions of a municipality's application."""
    name, hint = str(month.programme), f"Næste frist {danish_datetime(month.deadline)}"
    if source.is_mini:
        return [Target("mini", name, hint, month, existing=existing)]
    return [
        Target(f"mini:{row.pk}", f"{name} for {row.name}", hint, month, row=row, existing=existing)
        for row in source.institutions.select_related("institution")
        if _goes_along(source, row)
    ]


def plan(source: Application, edition: QuestionSet, *, kind: str, row: ApplicationInstitution | None = None) -> Plan:
    """What of the application answers these questions, put to an applicant of this kind.

    `row` is the institution that is chosen where an application for a one-year course becomes a mini.
    """
    given = [
        one
        for one in questions.own_answers(source, source.answers.select_related("question", "institution"))
        if one.question.key != answers.APPLICANT_KIND and answers.as_text(one.question, one.value)
    ]
    given.sort(key=lambda one: (one.question.order, one.institution.order if one.institution else 0))
    kept_elsewhere = {*answers.STEPS, QuestionKind.INSTITUTION_LIST}
    asked = [one for one in edition.questions.all() if one.kind not in kept_elsewhere and answers.is_asked(one, kind)]
    if edition.programme_id != source.programme_id:
        return _prefilled(given, asked, row)
    return _copied(source, given, {one.key: one for one in asked})


def _copied(source: Application, given: list[Answer], asked: dict[str, Question]) -> Plan:
    rows, rows_left = _rows(source)
    along = {None, *(row.pk for row in rows)}
    carried, left, promises = [], [], []
    for answer in given:
        question = asked.get(answer.question.key)
        fits = question is not None and questions.fits(answer, question) and answer.institution_id in along
        value = questions.value_in(question, answer.value) if question and fits else None
        if fits and answer.question.kind == QuestionKind.CONFIRM:
            promises.append(answer.question.label)
        elif question and fits and answers.is_answered(question, value):
            carried.append(Carried(answer, question, value))
        if not fits or value != answer.value:
            left.append(set_aside(answer))
    return Plan(carried, left, promises, rows, rows_left)


def _prefilled(given: Iterable[Answer], asked: list[Question], row: ApplicationInstitution | None) -> Plan:
    chosen = row and row.pk
    by_key = {one.question.key: one for one in given if one.institution_id in {None, chosen}}
    carried = []
    for question in asked:
        for key in MINI_FROM.get(question.key, []):
            answer = by_key.get(key)
            value = questions.value_in(question, answer.value) if answer else None
            if answer and is_same_answer(answer.question.kind, question.kind) and answers.is_answered(question, value):
                carried.append(Carried(answer, question, value))
                break
    return Plan(carried, [], [], [row] if row else [], [], is_prefill=True)


def _rows(source: Application) -> tuple[list[ApplicationInstitution], list[str]]:
    """The institutions that go along, and the names of those that do not."""
    rows, names, left = [], set(), []
    for row in source.institutions.select_related("institution"):
        # The register may call it otherwise now.
        name = (row.institution or row).name.lower()
        if _goes_along(source, row) and name not in names:
            rows.append(row)
            names.add(name)
        else:
            left.append(row.name)
    return rows, left


def _goes_along(source: Application, row: ApplicationInstitution) -> bool:
    """Whether it may stand in a new application: it is the applicant itself, typed in, or still in the municipality."""
    return source.is_of_an_institution or not row.institution or row.institution.municipality_id == source.applicant_id


def set_aside(answer: Answer) -> SetAside:
    """An answer that does not come along, in words."""
    place = answer.institution.name if answer.institution else ""
    return SetAside(answer.question.label, place, answers.as_text(answer.question, answer.value))
