"""The letters about an application that is handed in, one function each. They carry a notice, never the content."""

from django.urls import reverse

from applications.casework.models import Hearing
from applications.drafting.models import Application, Reopening
from praksis.cases.models import Message
from praksis.danish import danish_date
from praksis.mail.models import Email
from praksis.working_days import end_of_day


def message_to_applicant(application: Application, message: Message, *, to: str) -> Email:
    """Tell the applicant that we have written."""
    return Email(
        key=f"message:{message.pk}:1:{to}",
        case=application.case,
        to=to,
        subject=f"Ny besked om jeres ansøgning ({application.case.reference})",
        body="Vi har skrevet en besked til jer om ansøgningen. Log ind for at læse den og svare.",
        button_text="Læs beskeden",
        button_path=reverse("applications:messages", args=[application.pk]),
    )


def message_to_us(application: Application, message: Message, *, to: str) -> Email:
    """Tell a manager that the applicant has written."""
    return Email(
        key=f"message:{message.pk}:1:{to}",
        case=application.case,
        to=to,
        subject=f"{application.applicant}: ny besked ({application.case.reference})",
        body=f"{application.applicant} har skrevet en besked om sin ansøgning. Log ind for at læse den og svare.",
        button_text="Læs beskeden",
        button_path=reverse("applications:round_messages", args=[application.round_id, application.pk]),
    )


def asked_again(application: Application, reopening: Reopening, *, to: str) -> Email:
    """Ask the applicant for one answer again."""
    return Email(
        key=f"asked_again:{reopening.pk}:1:{to}",
        case=application.case,
        to=to,
        subject=f"Vi mangler et svar i jeres ansøgning ({application.case.reference})",
        body=(
            f"Vi har læst ansøgningen og beder jer svare igen på »{reopening.answer.question.label}«.\n\n"
            f"Vi skal have svaret senest {danish_date(reopening.due_on)}. Log ind for at se, hvad der mangler. Resten "
            "af ansøgningen er, som I sendte den."
        ),
        button_text="Svar igen",
        button_path=reverse("applications:answer_again", args=[application.pk, reopening.pk]),
        not_after=end_of_day(reopening.due_on),
    )


def still_unanswered(application: Application, reopening: Reopening, *, to: str, due_on) -> Email:
    """Remind the applicant of an answer that we wait for."""
    return Email(
        key=f"still_unanswered:{reopening.pk}:{due_on.isoformat()}:{to}",
        case=application.case,
        to=to,
        subject=f"Vi venter på et svar fra jer ({application.case.reference})",
        body=(
            f"Vi har bedt jer svare igen på »{reopening.answer.question.label}«. Svaret skal være sendt senest "
            f"{danish_date(reopening.due_on)}; ellers bedømmer vi ansøgningen, som den er."
        ),
        button_text="Svar igen",
        button_path=reverse("applications:answer_again", args=[application.pk, reopening.pk]),
        not_after=end_of_day(reopening.due_on),
    )


def answered_again(application: Application, reopening: Reopening) -> Email:
    """Tell whoever asked that the answer has come."""
    to = reopening.asked_by.email
    return Email(
        key=f"answered_again:{reopening.pk}:1:{to}",
        case=application.case,
        to=to,
        subject=f"{application.applicant}: nyt svar ({application.case.reference})",
        body=f"{application.applicant} har svaret igen på »{reopening.answer.question.label}«.",
        button_text="Se svaret",
        button_path=reverse("applications:round_check", args=[application.round_id, application.pk]),
    )


def hearing_sent(application: Application, hearing: Hearing, *, to: str) -> Email:
    """Tell the applicant that there is something to answer before we decide. It is sent however late it is."""
    return Email(
        key=f"hearing:{hearing.pk}:1:{to}",
        case=application.case,
        to=to,
        subject=f"Vi hører jer om nogle oplysninger, før vi afgør sagen ({application.case.reference})",
        body=(
            "Vi har oplysninger, som kan få betydning for, om I får et forløb, og som I måske ikke kender. I har ret "
            "til at sige jeres mening om dem, før vi træffer afgørelse.\n\n"
            f"Vi skal have jeres svar senest {danish_date(hearing.due_on)}. Log ind for at læse oplysningerne og svare."
        ),
        button_text="Læs og svar",
        button_path=_hearing_path(application, hearing),
    )


def hearing_waits(application: Application, hearing: Hearing, *, to: str, due_on) -> Email:
    """Remind the applicant of a hearing that nobody has answered."""
    return Email(
        key=f"hearing_waits:{hearing.pk}:{due_on.isoformat()}:{to}",
        case=application.case,
        to=to,
        subject=f"Vi har ikke fået jeres svar i partshøringen ({application.case.reference})",
        body=(
            "Vi har bedt jer se på nogle oplysninger, før vi træffer afgørelse. I kan svare til og med "
            f"{danish_date(hearing.due_on)}. Svarer I ikke, træffer vi afgørelse ud fra det, vi har."
        ),
        button_text="Læs og svar",
        button_path=_hearing_path(application, hearing),
        not_after=end_of_day(hearing.due_on),
    )


def hearing_answered(application: Application, hearing: Hearing, *, to: str) -> Email:
    """Tell those of us who handle the hearing that the answer has come."""
    return Email(
        key=f"hearing_answered:{hearing.pk}:1:{to}",
        case=application.case,
        to=to,
        subject=f"{application.applicant}: svar på partshøring ({application.case.reference})",
        body=(
            f"{application.applicant} har svaret på partshøringen. Læs svaret, og afslut høringen med det, I lægger "
            "til grund. Før det kan runden ikke indstilles."
        ),
        button_text="Læs svaret",
        button_path=reverse("applications:round_hearing", args=[application.round_id, application.pk]),
    )


def _hearing_path(application: Application, hearing: Hearing) -> str:
    return reverse("applications:hearing", args=[application.pk, hearing.pk])


def withdrawn(application: Application, *, to: str) -> Email:
    """Confirm to the applicant that a submitted application is withdrawn."""
    assert application.withdrawn_by  # whatever is withdrawn has been so by somebody
    return Email(
        key=f"withdrawn:{application.pk}:1:{to}",
        case=application.case,
        to=to,
        subject=f"Jeres ansøgning er trukket tilbage ({application.case.reference})",
        body=(
            f"{application.withdrawn_by.name} har trukket {application.applicant}s ansøgning tilbage. Den bliver ikke "
            "bedømt. I er velkomne til at søge igen."
        ),
        button_text="Se sagen",
        button_path=application.get_absolute_url(),
    )
