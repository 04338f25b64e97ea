"""The letters about an application, one function each."""

from datetime import datetime

from django.urls import reverse

from applications.drafting import approval, reading
from applications.drafting.models import (
    ApplicantKind,
    Application,
    ApplicationInstitution,
    Confirmation,
    Signature,
    Submission,
)
from praksis.danish import danish_datetime
from praksis.mail.delivery import CODE
from praksis.mail.models import Email, PersonalLink


def ask(application: Application, link: PersonalLink) -> Email:
    """Ask whoever must stand behind the application: the director to sign, a mini's leader to confirm."""
    ask_for = please_sign if approval.of(application) is approval.DIRECTOR else please_confirm
    return ask_for(application, link)


def please_sign(application: Application, link: PersonalLink) -> Email:
    """Ask the director to sign."""
    deadline = danish_datetime(link.expires_at)
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
        not_after=link.expires_at,
    )


def please_confirm(application: Application, link: PersonalLink) -> Email:
    """Ask the leader to confirm an application for a mini course."""
    return Email(
        key=f"please_confirm:{link.pk}:{link.generation}:{link.recipient}",
        case=application.case,
        to=link.recipient,
        subject=f"{application.applicant}: bekræft ansøgningen",
        body=(
            f"{application.applicant} søger om et {application.programme.name.lower()} hos praksiskonsulenterne og "
            "beder dig som leder om at bekræfte den færdige ansøgning.\n\n"
            "Med bekræftelsen siger du, at forløbet er ønsket, og at der bliver sat tid af til forberedelse og møder."
            "\n\n"
            f"Linket er personligt og gælder til {danish_datetime(link.expires_at)}. Du behøver ikke en konto. Du kan "
            "også sende ansøgningen tilbage med en bemærkning."
        ),
        button_text="Læs og bekræft",
        link=link,
        not_after=link.expires_at,
    )


def please_confirm_for_the_board(application: Application, link: PersonalLink) -> Email:
    """Offer the board's chair to confirm already now; nothing waits for it."""
    return Email(
        key=f"please_confirm_for_the_board:{link.pk}:{link.generation}:{link.recipient}",
        case=application.case,
        to=link.recipient,
        subject=f"{application.applicant}: bekræft ansøgningen for bestyrelsen",
        body=(
            f"{application.applicant} søger om et {application.programme.name.lower()} hos praksiskonsulenterne. Får I "
            "forløbet, bliver bestyrelsen part i aftalen.\n\n"
            "Du kan læse ansøgningen og bekræfte den for bestyrelsen nu, eller vente, til aftalen skal skrives under. "
            "Ansøgningen kan sendes imens.\n\n"
            f"Linket er personligt og gælder til {danish_datetime(link.expires_at)}. Du behøver ikke en konto."
        ),
        button_text="Læs og bekræft",
        link=link,
        not_after=link.expires_at,
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


def signed(application: Application, signature: Signature | Confirmation) -> Email:
    """Tell the one who sent it for signature, or to be confirmed, that it may now be submitted."""
    to, approver = application.sent_by.email, approval.of(application)
    deadline = danish_datetime(application.deadline_now)
    by_when = f"Det skal ske senest {deadline}."
    if application.round is None:
        by_when = f"Sender I den senest {deadline}, er den med i den næste behandling."
    return Email(
        key=f"signed:{application.pk}:{signature.version_id}:{to}",
        case=application.case,
        to=to,
        subject=f"{approver.Who} {approver.has_done}",
        body=(
            f"{signature.name} har {approver.done_to_it} {application.applicant}s ansøgning. Den er ikke sendt endnu: "
            f"I har valgt selv at sende den. {by_when}"
        ),
        button_text="Gå til ansøgningen",
        button_path=application.get_absolute_url(),
    )


def sent_back(application: Application, link: PersonalLink, *, name: str, remark: str) -> Email:
    """Tell the one who sent it for signature, or to be confirmed, what is to be changed."""
    to, approver = application.sent_by.email, approval.of(application)
    return Email(
        key=f"sent_back:{link.pk}:{link.generation}:{to}",
        case=application.case,
        to=to,
        subject=f"{approver.Who} har sendt ansøgningen tilbage",
        body=(
            f"{name} har sendt ansøgningen tilbage med denne bemærkning:\n\n»{remark}«\n\n"
            f"Ret det, der skal rettes, og send ansøgningen til {approver.deed} igen."
        ),
        button_text="Gå til ansøgningen",
        button_path=application.get_absolute_url(),
    )


def received(application: Application, submission: Submission, given: Signature | Confirmation) -> list[Email]:
    """The receipt: to whoever sent it, to whoever began it, and to the approver; a mini's administration is told."""
    if application.is_entered:
        return _received_by_mail(application, submission, given)
    reference = application.case.reference
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
            body=facts + "I behøver ikke gøre mere nu. Vi skriver, når afgørelsen er truffet. Kvitteringen med hele "
            "ansøgningen kan hentes som pdf.",
            button_text="Se kvitteringen",
            button_path=reverse("applications:receipt", args=[application.pk]),
        )
        for to in sorted(own)
    ]
    if given.email not in own:
        approved = approval.of(application).did_to_it
        # "den tekst, du skrev under på", "den tekst, du bekræftede"
        letters.append(
            Email(
                key=f"received:{application.pk}:{submission.version_id}:{given.email}",
                case=application.case,
                to=given.email,
                subject=f"Ansøgningen er sendt ({reference})",
                body=f"{facts}Det er den tekst, du {approved}. Du behøver ikke gøre mere.",
            )
        )
    if application.applicant_kind == ApplicantKind.MUNICIPAL:
        letters.append(_for_the_administration(application, submission))
    return letters


def _received_by_mail(application: Application, submission: Submission, given: Signature | Confirmation) -> list[Email]:
    """The receipt of what came by mail: to its sender, to the applicant's people, and to who stands behind it."""
    reference = application.case.reference
    body = (
        f"Vi har modtaget {application.applicant}s ansøgning om et {application.programme.name.lower()} i en mail fra "
        f"{application.mailed_by} {danish_datetime(submission.received_at)}, og vi har indtastet den for jer.\n\n"
        f"Sagsnummer: {reference}\n\nKontrolkode: {submission.version.sha256}\n\n"
        "Ansøgningen kan læses af dem, der har en bruger hos os for jer. Er noget ikke, som I skrev det, så svar på "
        "denne mail. I behøver ikke gøre mere nu. Vi skriver, når afgørelsen er truffet."
    )
    members = application.applicant.memberships.confirmed().filter(user__is_active=True)
    letters = [
        Email(
            key=f"received:{application.pk}:{submission.version_id}:{to}",
            case=application.case,
            to=to,
            subject=f"Vi har modtaget jeres ansøgning ({reference})",
            body=body,
            button_text="Se kvitteringen",
            button_path=reverse("applications:receipt", args=[application.pk]),
        )
        for to in sorted({application.mailed_from, given.email, *members.values_list("user__email", flat=True)})
    ]
    if application.applicant_kind == ApplicantKind.MUNICIPAL:
        letters.append(_for_the_administration(application, submission))
    return letters


def _for_the_administration(application: Application, submission: Submission) -> Email:
    """Tell the municipality, which would be the agreement's party, that one of its institutions has applied."""
    contact = reading.answer(submission.version.content, "municipal_contact")
    return Email(
        key=f"administration_told:{application.pk}:{submission.version_id}:{contact['email']}",
        case=application.case,
        to=contact["email"],
        subject=f"{application.applicant} har søgt om et {application.programme.name.lower()}",
        body=(
            f"{application.applicant} har {danish_datetime(submission.received_at)} søgt om et "
            f"{application.programme.name.lower()} hos praksiskonsulenterne og har skrevet, at du er kontakt i "
            "forvaltningen.\n\n"
            "Får dagtilbuddet forløbet, bliver kommunen part i aftalen. Forløbet er gratis. Kommunen betaler selv "
            "personalets tid og eventuel mad og drikke ved møder.\n\n"
            f"Sagsnummer: {application.case.reference}\n\n"
            "Du behøver ikke gøre noget nu. Dagtilbuddet får svar, når fristen er passeret og ansøgningerne vurderet."
        ),
    )


def unfinished(application: Application, *, to: str, due_on) -> Email:
    """Remind an editor of a draft that is not sent."""
    return Email(
        key=f"unfinished:{application.pk}:{due_on.isoformat()}:{to}",
        case=application.case,
        to=to,
        subject="Jeres ansøgning er ikke sendt endnu",
        body=(
            f"{application.applicant}s ansøgning ligger stadig som kladde. Fristen er "
            f"{danish_datetime(application.deadline)}.\n\nHusk, at direktøren også skal nå at skrive under."
        ),
        button_text="Fortsæt ansøgningen",
        button_path=application.get_absolute_url(),
        not_after=application.deadline,
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
            f"{danish_datetime(application.deadline)}."
        ),
        button_text="Læs og skriv under",
        link=link,
        not_after=application.deadline,
    )


def fill_part(
    application: Application, row: ApplicationInstitution, link: PersonalLink, *, name: str, by: str
) -> Email:
    """Ask an institution's leader to fill in just that institution's part."""
    return Email(
        key=f"fill_part:{link.pk}:{link.generation}:{link.recipient}",
        case=application.case,
        to=link.recipient,
        subject=f"{row.name}: udfyld jeres del af en ansøgning",
        body=(
            f"Kære {name}\n\n"
            f"{application.applicant} søger om et {application.programme.name.lower()} hos praksiskonsulenterne, og "
            f"{row.name} er med i ansøgningen. {by} beder dig svare på de spørgsmål, der handler om jeres dagtilbud."
            "\n\n"
            "Du kan gøre det på en telefon. Svarene gemmes, mens du skriver, og du behøver ikke en konto.\n\n"
            f"Linket er personligt og gælder til {danish_datetime(link.expires_at)}."
        ),
        button_text="Udfyld jeres del",
        link=link,
        not_after=link.expires_at,
    )


def part_finished(
    application: Application, row: ApplicationInstitution, link: PersonalLink, *, name: str, to: str
) -> Email:
    """Tell those who write the application that an institution's leader is done."""
    return Email(
        key=f"part_finished:{link.pk}:{to}",
        case=application.case,
        to=to,
        subject=f"{row.name} er færdig med sin del af ansøgningen",
        body=(
            f"{name} har svaret på spørgsmålene om {row.name}. Svarene står i ansøgningen, og I kan rette i dem.\n\n"
            "Skal lederen rette mere, kan I sende et nyt link."
        ),
        button_text="Gå til ansøgningen",
        button_path=application.get_absolute_url(),
    )


def handed_over(application: Application, municipality: str, *, by: str, to: str) -> Email:
    """Tell those who write for a municipality that an institution has begun an application for it."""
    return Email(
        key=f"handed_over:{application.pk}:{to}",
        case=application.case,
        to=to,
        subject=f"{application.applicant} har begyndt en ansøgning for {municipality}",
        body=(
            f"{by} fra {application.applicant} har begyndt en ansøgning om et {application.programme.name.lower()} for "
            f"{municipality} og giver den videre til jer.\n\n"
            "Når I overtager den, kan I læse og rette det hele, og det er jeres direktør, der skriver under. "
            f"Fristen er {danish_datetime(application.deadline)}."
        ),
        button_text="Se og overtag ansøgningen",
        button_path=reverse("applications:take_over", args=[application.pk]),
        not_after=application.deadline,
    )


def taken_over(application: Application, institution: str, *, by: str, to: str) -> Email:
    """Tell whoever began it at the institution that the municipality goes on with it."""
    return Email(
        key=f"taken_over:{application.pk}:{to}",
        case=application.case,
        to=to,
        subject=f"{application.applicant} har overtaget ansøgningen",
        body=(
            f"{by} har overtaget den ansøgning, som {institution} begyndte for {application.applicant}. Kommunen "
            "skriver den færdig og får direktørens underskrift.\n\n"
            "I kan læse med, indtil den er sendt. Skal I rette noget om jeres eget dagtilbud, kan kommunen sende jeres "
            "leder et link til den del."
        ),
        button_text="Læs ansøgningen",
        button_path=application.get_absolute_url(),
    )


def unconfirmed(application: Application, link: PersonalLink, *, deadline: datetime, due_on) -> Email:
    """Remind a mini's leader of an application that waits to be confirmed."""
    return Email(
        key=f"unconfirmed:{link.pk}:{due_on.isoformat()}:{link.recipient}",
        case=application.case,
        to=link.recipient,
        subject=f"{application.applicant}: ansøgningen venter på, at du bekræfter den",
        body=(
            "Ansøgningen kan først sendes, når du har bekræftet den. Den næste frist er "
            f"{danish_datetime(deadline)}. Kommer den senere, er den med måneden efter."
        ),
        button_text="Læs og bekræft",
        link=link,
        not_after=deadline,
    )
