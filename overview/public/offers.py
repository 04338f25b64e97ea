"""What is offered, as the public reads it: rounds and deadlines, criteria, requirements and questions."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from applications.drafting.models import ApplicantKind
from applications.rounds.models import Criterion, Programme, Question, QuestionKind, Requirement, Round, RoundStatus

# Four years of rounds; the earlier ones are shown when they are asked for.
SHOWN_ROUNDS = 8
ANSWERED_WITH = {
    QuestionKind.TEXT: "Kort tekst",
    QuestionKind.LONG_TEXT: "Tekst",
    QuestionKind.NUMBER: "Et tal",
    QuestionKind.CONFIRM: "Et kryds",
    QuestionKind.SINGLE_CHOICE: "Ét valg",
    QuestionKind.MULTI_CHOICE: "Et eller flere valg",
    QuestionKind.PERSON: "Navn, titel, mail og telefon",
    QuestionKind.PERCENT_OR_FEW: "En procent, eller »færre end 5«",
    QuestionKind.INSTITUTION_LIST: "En liste over dagtilbud",
    QuestionKind.SIGNATURE: "En underskrift gennem et personligt link",
    QuestionKind.LEADER_CONFIRMATION: "Lederens bekræftelse",
}


@dataclass(frozen=True)
class Offer:
    """A programme with the texts that are applied by: those of `round`, the next one, or else the programme's own."""

    programme: Programme
    rounds: list[dict]
    has_earlier_rounds: bool
    round: Round | None
    criteria: list[Criterion]
    requirements: list[Requirement]
    sections: list[dict]


def offer(programme: Programme, now: datetime, *, all_rounds: bool = False) -> Offer:
    """Read everything the programme's page shows; of its rounds the newest, or all that there were."""
    # A month's round of minis is made as applications come in; what the public needs is the month's deadline.
    newest = [] if programme.is_mini else _newest_rounds(programme, None if all_rounds else SHOWN_ROUNDS + 1)
    rounds = (newest if all_rounds else newest[:SHOWN_ROUNDS])[::-1]
    current = next((one for one in rounds if one.deadline >= now), None)
    questions = Question.objects.filter(question_set__programme=programme, question_set__round=current).order_by(
        "-question_set__number", "order"
    )
    criteria = list(Criterion.objects.filter(programme=programme, round=current))
    return Offer(
        programme=programme,
        rounds=[{"round": one, **round_status(one, now)} for one in rounds],
        has_earlier_rounds=len(newest) > len(rounds),
        round=current,
        criteria=criteria,
        requirements=list(Requirement.objects.filter(programme=programme, round=current)),
        sections=sections(_newest(list(questions)), criteria),
    )


def _newest_rounds(programme: Programme, limit: int | None) -> list[Round]:
    return list(programme.rounds.published().exclude(deadline=None).order_by("-deadline")[:limit])


def round_status(round_: Round, now: datetime) -> dict:
    """Where a round stands, in the words of the public: {"word", "kind"}. Nothing tells how far a decision is."""
    if round_.status == RoundStatus.ANNOUNCED:
        return {"word": "Afgjort", "kind": "neutral"}
    if round_.is_open_at(now):
        return {"word": "Åben", "kind": "success"}
    if round_.deadline >= now:
        return {"word": "Åbner senere", "kind": "info"}
    return {"word": "Under bedømmelse", "kind": "info"}


def sections(questions: list[Question], criteria: list[Criterion]) -> list[dict]:
    """The questions by section: {"title", "questions": [{"label", "guidance", "answer", "options", "asked", …}]}."""
    titles = {criterion.key: criterion.title for criterion in criteria}
    return [
        {"title": title, "questions": [_described(question, titles) for question in asked]}
        for title, asked in groupby(questions, key=lambda question: question.section)
    ]


def _newest(questions: list[Question]) -> list[Question]:
    """Only the newest edition of the form; the questions come newest edition first."""
    return [question for question in questions if question.question_set_id == questions[0].question_set_id]


def _described(question: Question, titles: dict[str, str]) -> dict:
    answer = ANSWERED_WITH[question.kind]
    if question.max_words:
        answer = f"{answer}, højst {question.max_words} ord"
    return {
        "label": question.label,
        "guidance": question.guidance,
        "answer": answer,
        "options": [words for _, words in question.options],
        "required": question.required,
        "each": bool(question.part_of),
        "asked": _asked(question.condition),
        "criterion": titles.get(question.criterion, ""),
    }


def _asked(condition: str) -> str:
    """Who is asked, in words: "applicant_kind in municipal" becomes "Kommunalt dagtilbud"; empty when everybody is."""
    _, _, kinds = condition.partition("applicant_kind in ")
    return ", ".join(ApplicantKind(kind).label for kind in kinds.split("|") if kind)
