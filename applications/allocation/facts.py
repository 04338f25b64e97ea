"""What a course is opened from: taken out of the application that was signed and judged."""

from typing import Any

from applications.drafting import approval, reading
from applications.drafting.models import ApplicantKind
from applications.rounds.models import QuestionKind, Round


def course_facts(content: dict[str, Any], round_: Round) -> dict[str, Any]:
    """The facts of an accepted place: programme, period, institutions, people, themes and (for a mini) the challenge.

    `content` is the frozen version's; the period is the round's.
    """
    return {
        "programme": content["programme"],
        "applicant_kind": content["applicant"]["kind"],
        "period_from": round_.period_from.isoformat(),
        "period_to": round_.period_to.isoformat(),
        "institutions": [
            {key: institution[key] for key in ("id", "name", "ownership", "setting")}
            for institution in reading.institutions(content)
        ],
        "people": {
            _as_in_a_course(question["key"], content): question["value"]
            for section in content["sections"]
            for question in section["questions"]
            if question["kind"] == QuestionKind.PERSON and question["value"]
        },
        "themes": reading.answer(content, "themes") or [],
        "challenge": reading.answer(content, "challenge"),
    }


def _as_in_a_course(key: str, content: dict[str, Any]) -> str:
    """What a course calls the person of a question: a mini's leader is the institution's, or the head of day care."""
    if key != approval.LEADER.key:
        return key
    return "head_of_day_care" if content["applicant"]["kind"] == ApplicantKind.ADMINISTRATION else "institution_leader"
