"""What is still to be answered in a draft: read from rows that were fetched, nothing saved."""

from dataclasses import dataclass

from applications.drafting import answers, cpr
from applications.rounds.editions import questions_of
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
        for question in questions_of(application.question_set_id)
        if answers.is_asked(question, application.applicant_kind)
    ]
    saved = list(application.answers.all())
    given = {(answer.question_id, answer.institution_id): answer.value for answer in saved}
    unsettled = cpr.unsettled(application.case_id, ((answer.pk, answer.revision, answer.value) for answer in saved))
    with_cpr = {(a.question_id, a.institution_id): unsettled[a.pk] for a in saved if a.pk in unsettled}
    rows = list(application.institutions.all())
    found = []
    for question in questions:
        if question.kind == QuestionKind.INSTITUTION_LIST:
            if question.required and not rows:
                found.append(Fault(question.section, question.key, "Tilføj mindst ét dagtilbud."))
        elif question.part_of:
            for row in rows:
                key = (question.pk, row.pk)
                found += _faults(question, given.get(key), row, with_cpr.get(key, []))
        else:
            key = (question.pk, None)
            found += _faults(question, given.get(key), None, with_cpr.get(key, []))
    return found


def _faults(question, value, row, cpr_parts) -> list[Fault]:
    institution = str(row.pk) if row else ""
    place = f"{row.name}: " if row else ""
    faults = {**dict.fromkeys(cpr_parts, cpr.REMAINS), **answers.faults(question, value)}
    return [
        Fault(question.section, answers.field_name(question.key, part=part, institution=institution), place + text)
        for part, text in faults.items()
    ]
