"""A submitted application laid out for its formal check: every answer, what was asked for again, and hearings.

Pure: what was read goes in, what is shown comes out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from applications.casework.models import Hearing
from applications.drafting.answers import STEPS
from applications.drafting.models import Reopening
from applications.drafting.reading import Content
from applications.rounds.models import QuestionKind

# The key of an answer's row: the question's key, and the institution's name or None
Key = tuple[str, str | None]


@dataclass(frozen=True)
class CheckedAnswer:
    """A question and what is answered to it; `url` asks for it again, and is empty where that cannot be done."""

    label: str
    text: str
    url: str = ""
    # What is attached, each with its address
    files: tuple[dict, ...] = ()


@dataclass(frozen=True)
class CheckedSection:
    """A section of the application, or the part of one institution."""

    title: str
    answers: list[CheckedAnswer]


def sections(content: Content, rows: dict[Key, UUID], address: Callable[[UUID], str]) -> list[CheckedSection]:
    """Every answer as it is judged, each with the address that `address` gives for its row."""

    def checked(question, institution=None) -> CheckedAnswer:
        row = rows.get((question["key"], institution))
        url = address(row) if row else ""
        return CheckedAnswer(question["label"], question["text"], url, tuple(question.get("files", ())))

    own = [
        CheckedSection(section["title"], [checked(question) for question in _answers(section["questions"])])
        for section in content["sections"]
    ]
    of_each = [
        CheckedSection(one["name"], [checked(question, one["name"]) for question in _answers(one["questions"])])
        for one in content["institutions"]
    ]
    return [section for section in own + of_each if section.answers]


def _answers(questions: list[dict]) -> list[dict]:
    """Without the steps and the list of institutions, which stand as parts of their own."""
    return [one for one in questions if one["kind"] not in {*STEPS, QuestionKind.INSTITUTION_LIST}]


@dataclass(frozen=True)
class Asked:
    """One thing that was asked for again, and how far it is."""

    reopening: Reopening
    today: date

    @property
    def label(self) -> str:
        return self.reopening.answer.question.label

    @property
    def institution(self) -> str:
        row = self.reopening.answer.institution
        return row.name if row else ""

    @property
    def is_waiting(self) -> bool:
        """Whether the applicant can still answer."""
        return self.reopening.is_open and self.reopening.due_on >= self.today

    @property
    def status_word(self) -> str:
        if self.reopening.answered_at:
            return "Besvaret"
        if self.reopening.closed_at:
            return "Lukket uden svar"
        return "Venter på svar" if self.is_waiting else "Tiden er gået"

    @property
    def status_kind(self) -> str:
        kinds = {"Besvaret": "success", "Venter på svar": "info", "Tiden er gået": "warning"}
        return kinds.get(self.status_word, "neutral")


def asked(reopenings: Iterable[Reopening], today: date) -> list[Asked]:
    """What was asked for again, each with how far it is."""
    return [Asked(reopening, today) for reopening in reopenings]


@dataclass(frozen=True)
class Heard:
    """One hearing, and how far it is on this day."""

    hearing: Hearing
    today: date

    @property
    def is_waiting(self) -> bool:
        """Whether the applicant has not answered and its time is running."""
        return self.hearing.awaits_answer and self.hearing.due_on >= self.today

    @property
    def can_be_closed(self) -> bool:
        """Whether the answer is there, or its last day has passed."""
        return self.hearing.is_open and not self.is_waiting

    @property
    def status_word(self) -> str:
        if not self.hearing.is_open:
            return "Afsluttet" if self.hearing.answered_at else "Afsluttet uden svar"
        if self.hearing.answered_at:
            return "Besvaret"
        return "Venter på svar" if self.is_waiting else "Tiden er gået"

    @property
    def status_kind(self) -> str:
        kinds = {"Afsluttet": "success", "Venter på svar": "info", "Besvaret": "warning", "Tiden er gået": "warning"}
        return kinds.get(self.status_word, "neutral")


def heard(hearings: Iterable[Hearing], today: date) -> list[Heard]:
    """What the applicant was heard about, each with how far it is."""
    return [Heard(hearing, today) for hearing in hearings]
