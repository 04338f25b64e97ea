"""What is offered, as the public reads it: rounds and deadlines, criteria, requirements and questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from applications.drafting.models import ApplicantKind
from applications.rounds.editions import questions_of
from applications.rounds.models import (
    BlankForm,
    Criterion,
    Extension,
    Programme,
    Question,
    QuestionKind,
    QuestionSet,
    Requirement,
    Round,
    RoundStatus,
)

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
    QuestionKind.FILES: "Filer (PDF, Word, Excel eller billeder)",
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
    # The questions as a PDF to write on; None until it is made
    blank_form: BlankForm | None


def offer(programme: Programme, now: datetime, *, all_rounds: bool = False) -> Offer:
    """Read everything the programme's page shows; of its rounds the newest, or all that there were."""
    # A month's round of minis is made as applications come in; what the public needs is the month's deadline.
    newest = [] if programme.is_mini else _newest_rounds(programme, None if all_rounds else SHOWN_ROUNDS + 1)
    rounds = (newest if all_rounds else newest[:SHOWN_ROUNDS])[::-1]
    current = next((one for one in rounds if one.deadline >= now), None)
    in_use = QuestionSet.objects.filter(programme=programme, round=current, published_at__isnull=False)
    edition = in_use.select_related("blank_form").order_by("-number").first()
    criteria = list(Criterion.objects.filter(programme=programme, round=current))
    return Offer(
        programme=programme,
        rounds=[{"round": one, **round_status(one, now)} for one in rounds],
        has_earlier_rounds=len(newest) > len(rounds),
        round=current,
        criteria=criteria,
        requirements=list(Requirement.objects.filter(programme=programme, round=current)),
        sections=sections(questions_of(edition.pk) if edition else [], criteria),
        blank_form=_ready_form(edition, programme),
    )


def _newest_rounds(programme: Programme, limit: int | None) -> list[Round]:
    return list(with_extensions(programme.rounds.published().exclude(deadline=None)).order_by("-deadline")[:limit])


def with_extensions(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """The rounds, each with how its deadline was moved for all as `moved`: the newest first, one query for all."""
    for_all = Extension.objects.filter(application=None).order_by("-at")
    return rounds.prefetch_related(Prefetch("extensions", for_all, to_attr="moved"))


def round_status(round_: Round, now: datetime) -> dict:
    """Where a round stands, in the words of the public: {"word", "kind"}. Nothing tells how far a decision is."""
    if round_.status == RoundStatus.ANNOUNCED:
        return {"word": "Afgjort", "kind": "neutral"}
    if round_.is_open_at(now):
        return {"word": "Åben", "kind": "success"}
    if round_.deadline >= now:
        return {"word": "Åbner senere", "kind": "info"}
    return {"word": "Under bedømmelse", "kind": "info"}


def sections(questions: Iterable[Question], criteria: list[Criterion]) -> list[dict]:
    """The questions by section: {"title", "questions": [{"label", "guidance", "answer", "options", "asked", …}]}."""
    titles = {criterion.key: criterion.title for criterion in criteria}
    return [
        {"title": title, "questions": [_described(question, titles) for question in asked]}
        for title, asked in groupby(questions, key=lambda question: question.section)
    ]


def _ready_form(edition: QuestionSet | None, programme: Programme) -> BlankForm | None:
    form = getattr(edition, "blank_form", None)
    if form is None or not form.is_ready:
        return None
    form.question_set.programme = programme
    return form


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
