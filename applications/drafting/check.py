"""Every answer of a draft, as the page where they are checked shows them. Pure: each is put into words once."""

from dataclasses import dataclass

from django.urls import reverse

from applications.drafting.models import Application, ApplicationInstitution
from applications.drafting.sections import Line, Section


@dataclass(frozen=True)
class CheckedAnswer:
    """A question and what is answered to it, empty where nothing is. `url` is where it can be changed, if anywhere."""

    label: str
    text: str
    url: str


@dataclass(frozen=True)
class CheckedSection:
    """A section with its answers: the applicant's own, then each institution's with its row."""

    title: str
    url: str
    groups: list[tuple[ApplicationInstitution | None, list[CheckedAnswer]]]
    lacks_institutions: bool


def of(application: Application, parts: list[Section]) -> list[CheckedSection]:
    """The sections of the application in words."""
    return [
        _checked(section, reverse("applications:section", args=[application.pk, section.number])) for section in parts
    ]


def _checked(section: Section, url: str) -> CheckedSection:
    told = [CheckedAnswer(line.question.label, line.text, "") for line in section.facts]
    own: list = [(None, told + _answers(section.lines, url))] if told or section.lines else []
    return CheckedSection(
        section.title,
        url,
        own + [(part.row, _answers(part.lines, url)) for part in section.institutions],
        lacks_institutions=bool(section.institution_question and not section.institutions),
    )


def _answers(lines: list[Line], url: str) -> list[CheckedAnswer]:
    return [CheckedAnswer(line.question.label, line.text, f"{url}?mangler#{line.first_id}") for line in lines]
