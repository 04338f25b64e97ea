"""The letters about an application, one function each."""

from django.urls import reverse

from applications.drafting.models import Application, Signature, Submission
from praksis.danish import danish_datetime
from praksis.mail.delivery import CODE
from praksis.mail.models import Email, PersonalLink


def please_sign(application: Application, link: PersonalLink) -> Email:
    """Ask the director to sign."""
    deadline = danish_datetime(application.round.deadline)
    return Email(
        key=f"please_sign:{link.pk}:{link.generation}:{link.recipient}",
        case=application.case,
        to=link.recipient,
        subject=f"{application.applicant}: ansøgning til underskrift",
        body=(
            f"{application.applicant} søger om et {application.programme.name.lower()} hos praksiskonsulenterne og "
            "beder om din underskrift på den færdige ansøgning.\n\n"
            "Med underskriften siger du ja til, at kommunen sætter tid og folk af til forløbet og fører arbejdet "
            "videre, når det er slut.\n\n"
            f"Linket er personligt og gælder til {deadline}. Du behøver ikke en konto. Du kan også sende ansøgningen "
            "tilbage med en bemærkning."
        ),
        button_text="Læs og skriv under",
        link=link,
        not_after=application.round.deadline,
    )


def code(application: Application, link: PersonalLink, serial: int) -> Email:
    """Send the six digits that the director types to sign."""
    return Email(
        key=f"code:{link.pk}:{serial}:{link.recipient}",
        case=application.case,
        to=link.recipient,
        subject="Din kode til underskrift",
        body=f"Din kode er {CODE}\n\nDen gælder i ti minutter. Har du ikke bedt om den, skal du ikke gøre noget.",
        link=link,
    )


def signed(application: Application, signature: Signature) -> Email:
    """Tell the one who sent it for signature that it may now be submitted."""
    to = application.sent_by.email
    return Email(
        key=f"signed:{application.pk}:{signature.version_id}:{to}",
        case=application.case,
        to=to,
        subject="Direktøren har skrevet under",
        body=(
            f"{signature.name} har skrevet under på {application.applicant}s ansøgning. Den er ikke sendt endnu: I har "
            f"valgt selv at sende den. Det skal ske senest {danish_datetime(application.round.deadline)}."
        ),
        button_text="Gå til ansøgningen",
        button_path=application.get_absolute_url(),
    )


def sent_back(application: Application, link: PersonalLink, *, name: str, remark: str) -> Email:
    """Tell the one who sent it for signature what the director wants changed."""
    to = application.sent_by.email
    return Email(
        key=f"sent_back:{link.pk}:{link.generation}:{to}",
        case=application.case,
        to=to,
        subject="Direktøren har sendt ansøgningen tilbage",
        body=(
            f"{name} har sendt ansøgningen tilbage med denne bemærkning:\n\n»{remark}«\n\n"
            "Ret det, der skal rettes, og send ansøgningen til underskrift igen."
        ),
        button_text="Gå til ansøgningen",
        button_path=application.get_absolute_url(),
    )


def received(application: Application, submission: Submission) -> list[Email]:
    """The receipt: to whoever sent it, to whoever began it, and to the director who signed."""
    reference = application.case.reference
    signature = submission.version.signature
    facts = (
        f"Vi har modtaget {application.applicant}s ansøgning om et {application.programme.name.lower()} "
        f"{danish_datetime(submission.received_at)}.\n\n"
        f"Sagsnummer: {reference}\n\nKontrolkode: {submission.version.sha256}\n\n"
    )
    own = {application.submitted_by.email, application.created_by.email}
    letters = [
        Email(
            key=f"received:{application.pk}:{submission.version_id}:{to}",
            case=application.case,
            to=to,
            subject=f"Vi har modtaget jeres ansøgning ({reference})",
            body=facts + "I behøver ikke gøre mere nu. Vi skriver, når afgørelsen er truffet.",
            button_text="Se kvitteringen",
            button_path=reverse("applications:receipt", args=[application.pk]),
        )
        for to in sorted(own)
    ]
    if signature.email not in own:
        letters.append(
            Email(
                key=f"received:{application.pk}:{submission.version_id}:{signature.email}",
                case=application.case,
                to=signature.email,
                subject=f"Ansøgningen er sendt ({reference})",
                body=facts + "Det er den tekst, du skrev under på. Du behøver ikke gøre mere.",
            )
        )
    return letters


def unfinished(application: Application, *, to: str, due_on) -> Email:
    """Remind an editor of a draft that is not sent."""
    return Email(
        key=f"unfinished:{application.pk}:{due_on.isoformat()}:{to}",
        case=application.case,
        to=to,
        subject="Jeres ansøgning er ikke sendt endnu",
        body=(
            f"{application.applicant}s ansøgning ligger stadig som kladde. Fristen er "
            f"{danish_datetime(application.round.deadline)}.\n\nHusk, at direktøren også skal nå at skrive under."
        ),
        button_text="Fortsæt ansøgningen",
        button_path=application.get_absolute_url(),
        not_after=application.round.deadline,
    )


def unsigned(application: Application, link: PersonalLink, *, due_on) -> Email:
    """Remind the director of an application that waits for a signature."""
    return Email(
        key=f"unsigned:{link.pk}:{due_on.isoformat()}:{link.recipient}",
        case=application.case,
        to=link.recipient,
        subject=f"{application.applicant}: ansøgningen venter på din underskrift",
        body=(
            f"Ansøgningen kan først sendes, når du har skrevet under. Fristen er "
            f"{danish_datetime(application.round.deadline)}."
        ),
        button_text="Læs og skriv under",
        link=link,
        not_after=application.round.deadline,
    )
