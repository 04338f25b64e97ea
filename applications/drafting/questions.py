"""A draft and a newer edition of its questions: what switching would keep, ask for and set aside. Nothing is saved."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from applications.drafting import answers
from applications.drafting.models import Answer, Application
from applications.rounds.models import Question, QuestionKind, QuestionSet
from applications.rounds.questionnaire import is_same_answer


@dataclass(frozen=True)
class SetAside:
    """An answer to a question that is no longer put, or that is put so that the answer no longer fits."""

    label: str
    institution: str
    text: str


@dataclass(frozen=True)
class Comparison:
    """The questions that are new and that are gone, those in other words (before, after), and the answers set aside."""

    new: list[Question]
    gone: list[str]
    reworded: list[tuple[str, str]]
    set_aside: list[SetAside]


def newer(application: Application) -> QuestionSet | None:
    """The newest edition in use, where the draft has an earlier one."""
    editions = QuestionSet.objects.filter(programme=application.programme_id, round=application.round_id)
    in_use = editions.filter(published_at__isnull=False).order_by("-number")
    newest = in_use.values_list("pk", flat=True)[:1]
    # A draft is begun with the newest, and only ever switches to a newer one.
    return in_use.first() if newest and newest[0] != application.question_set_id else None


def put_to(application: Application, edition: QuestionSet) -> list[Question]:
    """The questions of an edition that an answer is kept for: all but the steps and the list of institutions."""
    kept_elsewhere = [*answers.STEPS, QuestionKind.INSTITUTION_LIST]
    return [question for question in edition.questions.all() if question.kind not in kept_elsewhere]


def fits(answer: Answer, question: Question) -> bool:
    """Whether an answer that was given to another edition answers this question."""
    return answer.question.key == question.key and is_same_answer(answer.question.kind, question.kind)


def value_in(question: Question, value: Any) -> Any:
    """An answer's value as this question takes it: without the choices that it no longer offers."""
    offered = {key for key, _ in question.options}
    if question.kind == QuestionKind.SINGLE_CHOICE and value:
        return value if value in offered else ""
    if question.kind == QuestionKind.MULTI_CHOICE and value:
        return [key for key in value if key in offered]
    return value


def compare(application: Application, edition: QuestionSet) -> Comparison:
    """What switching to the edition means for this draft."""
    in_order = ("question__order", "institution__order")
    given = list(application.answers.select_related("question", "institution").order_by(*in_order))
    own = own_answers(application, given)
    everything = put_to(application, edition)
    asked = [question for question in everything if answers.is_asked(question, application.applicant_kind)]
    kept = {question.key for question in edition.questions.all()}
    before = {question.key: question for question in application.question_set.questions.all()}
    return Comparison(
        new=[question for question in asked if question.key not in before],
        gone=[
            question.label
            for key, question in before.items()
            if key not in kept and answers.is_asked(question, application.applicant_kind)
        ],
        reworded=[
            (before[question.key].label, question.label)
            for question in asked
            if question.key in before and before[question.key].label != question.label
        ],
        set_aside=set_aside(own, everything),
    )


def own_answers(application: Application, given: Iterable[Answer]) -> list[Answer]:
    """Those of a draft's answers that its present edition asks for; others are kept from an earlier one."""
    return [answer for answer in given if answer.question.question_set_id == application.question_set_id]


def set_aside(given: Iterable[Answer], asked: Iterable[Question]) -> list[SetAside]:
    """The answers that these questions have no room for, whole or in part, as they stand."""
    by_key = {question.key: question for question in asked}
    found = []
    for answer in given:
        question = by_key.get(answer.question.key)
        stays = question is not None and fits(answer, question) and value_in(question, answer.value) == answer.value
        text = answers.as_text(answer.question, answer.value)
        if text and not stays:
            found.append(SetAside(answer.question.label, answer.institution.name if answer.institution else "", text))
    return found
