"""The letters about a course."""

from engagements.courses.models import ConsultantAssignment, Engagement
from praksis.danish import danish_date
from praksis.mail.models import Email


def opened(engagement: Engagement) -> Email:
    """To the contact on the other side: the course is there to be seen."""
    contact = engagement.contact
    period = f"fra {danish_date(engagement.starts_on)} til {danish_date(engagement.ends_on)}"
    return Email(
        key=f"course.opened:{engagement.pk}:1:{contact['email']}",
        case=engagement.case,
        to=contact["email"],
        subject=f"Jeres forløb er oprettet ({engagement.case.reference})",
        body=(
            f"Hej {contact['name']}\n\n"
            f"I har taget imod pladsen, og jeres forløb er nu oprettet. Det løber {period}.\n\n"
            "På forløbets side kan I se, hvilke trin der venter, hvem der gør hvad, og hvornår det skal være klar. "
            "Vi sætter nu holdet af praksiskonsulenter, og de kontakter jer om opstartsmødet."
        ),
        button_text="Se jeres forløb",
        button_path=engagement.get_absolute_url(),
    )


def assigned(engagement: Engagement, assignment: ConsultantAssignment) -> Email:
    """To a consultant who has come on the team."""
    consultant = assignment.consultant
    return Email(
        key=f"course.assigned:{assignment.pk}:1:{consultant.email}",
        case=engagement.case,
        to=consultant.email,
        subject=f"Du er på forløbet i {engagement.party} ({engagement.case.reference})",
        body=(
            f"Hej {consultant.name}\n\n"
            f"Du er sat på et {engagement.programme.name.lower()}: {engagement.party}. "
            f"Det begynder {danish_date(engagement.starts_on)}.\n\n"
            "Aftal opstartsmødet med dem, og sæt forløbet i gang, når holdet er på plads."
        ),
        button_text="Se forløbet",
        button_path=engagement.get_absolute_url(),
    )


def given_back(engagement: Engagement, assignment: ConsultantAssignment) -> Email:
    """To a consultant on the team of a course that does not begin."""
    consultant = assignment.consultant
    return Email(
        key=f"course.given_back:{assignment.pk}:1:{consultant.email}",
        case=engagement.case,
        to=consultant.email,
        subject=f"Forløbet i {engagement.party} begynder ikke ({engagement.case.reference})",
        body=(
            f"Hej {consultant.name}\n\n"
            f"{engagement.party} har givet sin plads tilbage, så forløbet begynder ikke, og du er ikke længere på det:"
            f"\n\n{engagement.closing_note}"
        ),
        button_text="Se forløbet",
        button_path=engagement.get_absolute_url(),
    )
