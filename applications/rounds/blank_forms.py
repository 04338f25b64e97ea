"""The page that becomes the printed form: every question of an edition, with its guidance, limits and room to write."""

from itertools import groupby
from typing import Any

from django.template.loader import render_to_string

from applications.rounds.models import Criterion, ProgrammeKind, Question, QuestionKind, QuestionSet

# How much room an answer gets, by the most words it may have: the class of templates/pdf/blank_form.css
ROOM = [(100, "room--short"), (200, "room--middle"), (350, "room--long")]
WHOLE_PAGE = "room--whole"
WRITTEN = {QuestionKind.TEXT: "line", QuestionKind.LONG_TEXT: "room", QuestionKind.NUMBER: "line"}
APPROVED = {QuestionKind.SIGNATURE, QuestionKind.LEADER_CONFIRMATION}
HOW = {
    QuestionKind.CONFIRM: "Sæt kryds, hvis I kan bekræfte det.",
    QuestionKind.SINGLE_CHOICE: "Sæt ét kryds.",
    QuestionKind.MULTI_CHOICE: "Sæt et eller flere krydser.",
    QuestionKind.PERCENT_OR_FEW: "Skriv en procent. Er det færre end 5, så sæt kryds i stedet for at skrive tallet.",
    QuestionKind.FILES: "Filer lægges ved i ansøgningen på nettet. Skriv her, hvad I vil vedlægge.",
    QuestionKind.SIGNATURE: "Direktøren skriver under på den færdige ansøgning gennem et personligt link.",
    QuestionKind.LEADER_CONFIRMATION: "Lederen bekræfter den færdige ansøgning gennem et personligt link.",
}


def page(edition: QuestionSet) -> str:
    """The form of this edition as a page, without anything that may change once the edition is published."""
    titles = dict(
        Criterion.objects.filter(programme=edition.programme, round=edition.round).values_list("key", "title")
    )
    questions = list(edition.questions.all())
    context: dict[str, Any] = {
        "edition": edition,
        "is_mini": edition.programme.kind == ProgrammeKind.MINI,
        "sections": [
            {
                "title": title,
                "once": [_asked(question, titles) for question in asked if not question.part_of],
                "each": [_asked(question, titles) for question in asked if question.part_of],
            }
            for title, asked in ((title, list(group)) for title, group in groupby(questions, lambda one: one.section))
        ],
    }
    return render_to_string("pdf/blank_form.html", context)


def _asked(question: Question, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "label": question.label,
        "guidance": question.guidance,
        "how": HOW.get(QuestionKind(question.kind), ""),
        "max_words": question.max_words,
        "required": question.required,
        "criterion": titles.get(question.criterion, ""),
        "kind": question.kind,
        "written": WRITTEN.get(QuestionKind(question.kind), ""),
        "room": room_for(question.max_words),
        "options": [words for _, words in question.options],
        "is_approval": question.kind in APPROVED,
    }


def room_for(max_words: int | None) -> str:
    """How much room a text of so many words gets; one without a limit gets a middling one."""
    if max_words is None:
        return "room--middle"
    return next((room for most, room in ROOM if max_words <= most), WHOLE_PAGE)
