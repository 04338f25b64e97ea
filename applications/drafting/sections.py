"""The draft as its pages show it: sections in order, each with its questions and what is answered so far.

Nothing is saved here. `of` reads the draft in two queries, whatever its size, one more where a CPR number seems to
stand in it, and one the first time that a process meets the edition of its questions.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from applications.drafting import answers, cpr
from applications.drafting.models import AnswerChange, Application, ApplicationInstitution
from applications.rounds.editions import questions_of
from applications.rounds.models import Question, QuestionKind


@dataclass(frozen=True)
class Line:
    """A question put once: to the applicant, or to one of the institutions."""

    question: Question
    institution: ApplicationInstitution | None = None
    # An answer that has no row is one that was never given.
    answer_id: UUID | None = None
    value: Any = None
    revision: int = 0
    # The parts in which a CPR number seems to stand, and nobody has said that it is none
    cpr_parts: Sequence[str] = ()

    @property
    def parts(self) -> list[str]:
        """The parts that have a form field of their own; one unnamed part for a simple answer."""
        return list(answers.parts(self.question.kind)) or [""]

    @property
    def name(self) -> str:
        return self.field_name()

    @property
    def text(self) -> str:
        return answers.as_text(self.question, self.value)

    @property
    def is_answered(self) -> bool:
        return answers.is_answered(self.question, self.value)

    @property
    def faults(self) -> dict[str, str]:
        """What keeps this answer from being sent, by part."""
        return {**dict.fromkeys(self.cpr_parts, cpr.REMAINS), **answers.faults(self.question, self.value)}

    @property
    def wrong(self) -> dict[str, str]:
        """The faults of what was typed, leaving out what is only missing so far, and what is only warned of."""
        if not self.is_answered:
            return {}
        found = answers.faults(self.question, self.value)
        return {part: text for part, text in found.items() if not part or self.value.get(part)}

    @property
    def first_id(self) -> str:
        """The id of the control that a link to this question should lead to."""
        return self.control_id(self.parts[0])

    def control_id(self, part: str) -> str:
        """The id of a part's control, or of its first choice."""
        several = self.question.kind in {QuestionKind.SINGLE_CHOICE, QuestionKind.MULTI_CHOICE}
        return f"id_{self.field_name(part)}" + ("_0" if several else "")

    def field_name(self, part: str = "") -> str:
        """The name of the form field of a part."""
        return answers.field_name(
            self.question.key, part=part, institution=str(self.institution.pk) if self.institution else ""
        )

    def value_at(self, revision: int):
        """The answer as it was at an earlier revision; None where there was none."""
        change = AnswerChange.objects.filter(answer=self.answer_id, revision=revision).first()
        return change.value if change else None

    def value_of(self, part: str, value):
        """One part of a value of this question, as its form field shows it."""
        return (value or {}).get(part) if part else value


@dataclass(frozen=True)
class InstitutionPart:
    """One institution with the questions that are put to it."""

    row: ApplicationInstitution
    lines: list[Line]

    @property
    def missing(self) -> int:
        """How many of its questions cannot be sent as they stand."""
        return sum(bool(line.faults) for line in self.lines)

    @property
    def status_word(self) -> str:
        if not self.missing:
            return "Færdig"
        return "Mangler 1 svar" if self.missing == 1 else f"Mangler {self.missing} svar"

    @property
    def status_kind(self) -> str:
        return "info" if self.missing else "success"


@dataclass
class Section:
    """One page of questions."""

    number: int
    title: str
    lines: list[Line] = field(default_factory=list)
    # What follows from who applies, told and not asked
    facts: list[Line] = field(default_factory=list)
    # The question that asks for institutions, where this section has it
    institution_question: Question | None = None
    institutions: list[InstitutionPart] = field(default_factory=list)

    @property
    def plain_title(self) -> str:
        """The title without the number that it may begin with."""
        head, _, rest = self.title.partition(". ")
        return rest if head.isdecimal() and rest else self.title

    @cached_property
    def all_lines(self) -> list[Line]:
        return self.lines + [line for part in self.institutions for line in part.lines]

    @cached_property
    def faults(self) -> list[tuple[str, str]]:
        """Everything that is missing or wrong, as (id of the control, sentence)."""
        found = []
        if self.institution_question and self.institution_question.required and not self.institutions:
            found.append(("id_nyt-institution", "Tilføj mindst ét dagtilbud."))
        for line in self.all_lines:
            place = f"{line.institution}: " if line.institution else ""
            found += [(line.control_id(part), place + text) for part, text in line.faults.items()]
        return found

    @property
    def has_wrong(self) -> bool:
        return any(line.wrong for line in self.all_lines)

    @property
    def is_begun(self) -> bool:
        return bool(self.institutions) or any(line.is_answered for line in self.all_lines)

    @property
    def status_word(self) -> str:
        if not self.faults:
            return "Færdig"
        return "I gang" if self.is_begun else "Ikke begyndt"

    @property
    def status_kind(self) -> str:
        return {"Færdig": "success", "I gang": "info", "Ikke begyndt": "neutral"}[self.status_word]


def of(application: Application) -> list[Section]:
    """The application's sections with what is answered so far. The steps (signature) are no section."""
    asked = [
        question
        for question in questions_of(application.question_set_id)
        if question.kind not in answers.STEPS and answers.is_asked(question, application.applicant_kind)
    ]
    # What is answered to a question for an institution, as plain values, since the answers are many
    answered = application.answers.values_list("question", "institution", "pk", "value", "revision")
    given: dict[tuple, list[Any]] = {(question, institution): answer for question, institution, *answer in answered}
    rows = list(application.institutions.all())
    unsettled = cpr.unsettled(application.case_id, ((pk, revision, value) for pk, value, revision in given.values()))

    def line(question, row=None) -> Line:
        pk, value, revision = given.get((question.pk, row and row.pk), (None, None, 0))
        return Line(question, row, pk, value, revision, unsettled.get(pk, ()) if pk else ())

    sections: dict[str, Section] = {}
    for question in asked:
        section = sections.setdefault(question.section, Section(len(sections) + 1, question.section))
        if question.kind == QuestionKind.INSTITUTION_LIST:
            section.institution_question = question
            section.institutions = [InstitutionPart(row, []) for row in rows]
        elif question.part_of:
            for part in section.institutions:
                part.lines.append(line(question, part.row))
        else:
            told = section.facts if question.key == answers.APPLICANT_KIND else section.lines
            told.append(line(question))
    return list(sections.values())


def part_of(application: Application, row: ApplicationInstitution) -> Section:
    """Just the questions that are put to one institution, as a page of their own; files are the writers' to attach."""
    of_row = [part for section in of(application) for part in section.institutions if part.row.pk == row.pk]
    lines = [line for part in of_row for line in part.lines if line.question.kind != QuestionKind.FILES]
    return Section(1, row.name, lines=lines)


def blank(questions) -> list[tuple[str, list[Question]]]:
    """The questions grouped by section, to be read before anything is begun."""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.section, []).append(question)
    return list(groups.items())
