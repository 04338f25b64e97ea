"""The frozen version: the whole application as canonical JSON, with labels and the register's facts copied in."""

import hashlib
import json
from typing import Any

from applications.drafting import answers
from applications.drafting.models import Application
from applications.rounds.editions import questions_of
from applications.rounds.models import QuestionKind
from praksis.organisations.models import Municipality


def canonical(content: dict[str, Any]) -> str:
    """JSON whose bytes depend on the content alone: keys sorted, no spaces, nothing escaped that need not be."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def fingerprint(text: str) -> str:
    """The control code: SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(application: Application) -> dict[str, Any]:
    """The application as it stands now. The format is described in docs/formats.md."""
    questions = [
        question
        for question in questions_of(application.question_set_id)
        if answers.is_asked(question, application.applicant_kind)
    ]
    given = {(answer.question_id, answer.institution_id): answer.value for answer in application.answers.all()}
    return {
        "reference": application.case.reference,
        "programme": application.programme.kind,
        "round": _round_facts(application),
        "applicant": {
            "id": str(application.applicant_id),
            "name": application.applicant.name,
            "kind": application.applicant_kind,
            "kind_label": application.get_applicant_kind_display(),
            "municipality": _register_facts(municipality_of(application)),
        },
        "sections": _sections([question for question in questions if not question.part_of], given),
        "institutions": [
            _institution(row, [question for question in questions if question.part_of], given)
            for row in application.institutions.select_related("institution")
        ],
    }


def municipality_of(application: Application) -> Municipality:
    """The municipality that applies, or in which the applying institution lies."""
    municipality = Municipality.objects.filter(pk=application.applicant_id).first()
    return municipality or application.applicant.as_institution.municipality


def _round_facts(application: Application) -> dict[str, Any] | None:
    # A mini is confirmed before its month is known.
    if application.round is None:
        return None
    return {
        "name": application.round.name,
        "period_from": application.round.period_from.isoformat(),
        "period_to": application.round.period_to.isoformat(),
        "deadline": application.deadline.isoformat(),
    }


def _register_facts(municipality: Municipality) -> dict[str, Any]:
    share = municipality.family_daycare_share
    return {
        "code": municipality.code,
        "name": municipality.short_name,
        "region": municipality.region,
        "population": municipality.population,
        "population_year": municipality.population_year,
        "population_source": municipality.population_source,
        "family_daycare_share": None if share is None else f"{share:.4f}",
        "family_daycare_year": municipality.family_daycare_year,
        "family_daycare_source": municipality.family_daycare_source,
    }


def _sections(questions, given) -> list[dict[str, Any]]:
    titles = list(dict.fromkeys(question.section for question in questions))
    return [
        {
            "title": title,
            "questions": [
                _question(question, given.get((question.pk, None)))
                for question in questions
                if question.section == title
            ],
        }
        for title in titles
    ]


def _question(question, value) -> dict[str, Any]:
    return {
        "key": question.key,
        "label": question.label,
        "kind": question.kind,
        "criterion": question.criterion,
        "max_words": question.max_words,
        "value": None if question.kind == QuestionKind.INSTITUTION_LIST else value,
        "text": "" if question.kind == QuestionKind.INSTITUTION_LIST else answers.as_text(question, value),
    }


def _institution(row, questions, given) -> dict[str, Any]:
    return {
        "id": row.institution_id and str(row.institution_id),
        "name": row.name,
        "ownership": row.ownership,
        "ownership_label": row.get_ownership_display(),
        "setting": row.setting,
        "setting_label": row.get_setting_display(),
        "questions": [_question(question, given.get((question.pk, row.pk))) for question in questions],
    }
