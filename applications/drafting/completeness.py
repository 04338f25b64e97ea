"""What is still to be answered in a draft: read from rows that were fetched, nothing saved."""

from dataclasses import dataclass

from applications.drafting import answers
from applications.rounds.models import QuestionKind


@dataclass(frozen=True)
class Fault:
    """One thing that keeps the application from being sent: where it stands, and what to do."""

    section: str
    name: str
    text: str


def find_faults(application) -> list[Fault]:
    """Everything that is missing or wrong, in the order of the questions, the institutions' parts included."""
    questions = [
        question
        for question in application.question_set.questions.all()
        if answers.is_asked(question, application.applicant_kind)
    ]
    given = {(answer.question_id, answer.institution_id): answer.value for answer in application.answers.all()}
    rows = list(application.institutions.all())
    found = []
    for question in questions:
        if question.kind == QuestionKind.INSTITUTION_LIST:
            if question.required and not rows:
                found.append(Fault(question.section, question.key, "Tilføj mindst ét dagtilbud."))
        elif question.part_of:
            for row in rows:
                found += _faults(question, given.get((question.pk, row.pk)), row)
        else:
            found += _faults(question, given.get((question.pk, None)), None)
    return found


def _faults(question, value, row) -> list[Fault]:
    institution = str(row.pk) if row else ""
    place = f"{row.name}: " if row else ""
    return [
        Fault(question.section, answers.field_name(question.key, part=part, institution=institution), place + text)
        for part, text in answers.faults(question, value).items()
    ]
