"""The letters about what changes in a round while people are writing. `draft` is an application in it."""

from typing import TYPE_CHECKING

from applications.rounds.models import Extension, QuestionSet
from praksis.danish import danish_datetime
from praksis.mail.models import Email

if TYPE_CHECKING:
    from applications.drafting.models import Application


def questions_changed(edition: QuestionSet, draft: "Application", *, to: str) -> Email:
    """Tell a writer that the questions have a new edition."""
    return Email(
        key=f"questions_changed:{draft.pk}:{edition.number}:{to}",
        case=draft.case,
        to=to,
        subject="Vi har ændret spørgsmålene i jeres ansøgning",
        body=(
            f"Vi har lavet en ny udgave af spørgsmålene, mens {draft.applicant} skriver på sin ansøgning.\n\n"
            f"{edition.change_note}\n\n"
            "I vælger selv, om I vil skifte til de nye spørgsmål. Jeres svar flytter med, og intet af det, I har "
            "skrevet, går tabt. Skifter I ikke, kan I sende ansøgningen med de spørgsmål, I begyndte med."
        ),
        button_text="Se de nye spørgsmål",
        button_path=draft.get_absolute_url(),
    )


def deadline_extended(extension: Extension, draft: "Application", *, to: str) -> Email:
    """Tell a writer that there is more time, and why."""
    what = "Fristen for jeres ansøgning" if extension.application_id else f"Fristen i runden »{extension.round.name}«"
    return Email(
        key=f"deadline_extended:{draft.pk}:{extension.pk}:{to}",
        case=draft.case,
        to=to,
        subject="Fristen er forlænget",
        body=(
            f"{what} er forlænget til {danish_datetime(extension.deadline_after)}. Før var den "
            f"{danish_datetime(extension.deadline_before)}.\n\n{extension.reason}"
        ),
        button_text="Gå til ansøgningen",
        button_path=draft.get_absolute_url(),
        not_after=extension.deadline_after,
    )
