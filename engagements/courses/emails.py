"""The letters about a course."""

from engagements.courses.models import ConsultantAssignment, Engagement, Handover, HandoverRole, Pause
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


# What those do whom we work with most; of the others the role's name says enough.
DOES = {
    HandoverRole.COORDINATOR: (
        "Tovholderen er vores faste kontakt gennem hele forløbet, samler trådene hos jer og sørger for, at opgaverne "
        "bliver løst til tiden."
    ),
    HandoverRole.HEAD_OF_DAY_CARE: (
        "Dagtilbudschefen er med i styregruppen og sørger for, at der er ledelse og ressourcer bag indsatsen."
    ),
    HandoverRole.INSTITUTION_LEADER: (
        "Lederen sætter tid af til forløbet i dagtilbuddet og har ansvaret for, at indsatsen bliver ført ud i livet."
    ),
    HandoverRole.CONTACT: "Kontaktpersonen er den, vi skriver og ringer til om forløbet, og som aftaler møder med os.",
}


def contact_handed_over(engagement: Engagement, handover: Handover, email: str) -> Email:
    """To whoever has taken over a role of the other side: what it is, and where the course is to be seen."""
    role = HandoverRole(handover.role)
    instead = f" Du tager over efter {handover.from_name}." if handover.from_name else ""
    does = f" {DOES[role]}" if role in DOES else ""
    left = " Der ligger også et notat til dig på siden »Hvem er med«." if handover.note else ""
    return Email(
        key=f"course.contact:{handover.pk}:1:{email}",
        case=engagement.case,
        to=email,
        subject=f"Du er nu {role.label.lower()} i jeres forløb ({engagement.case.reference})",
        body=(
            f"Hej {handover.to_name}\n\n"
            f"Du er skrevet på som {role.label.lower()} i forløbet »{engagement}«.{instead}{does}\n\n"
            f"Forløbet løber til {danish_date(engagement.ends_on)}. På dets side kan du se, hvor langt I er, og hvad "
            f"der kommer nu.{left}\n\n"
            "Du skal logge ind for at se siden. Har du ikke adgang endnu, kan en kollega, der har, invitere dig."
        ),
        button_text="Se forløbet",
        button_path=engagement.get_absolute_url(),
    )


def stopped(engagement: Engagement) -> list[Email]:
    """To the consultants and the contact on the other side: the course ends before its time, and why."""
    return _to_both(
        engagement,
        f"course.stopped:{engagement.pk}:1",
        f"Forløbet i {engagement.party} er stoppet før tid",
        f"Forløbet i {engagement.party} er stoppet før tid:\n\n{engagement.closing_note}\n\n"
        "I kan stadig læse alt om forløbet på dets side, men det kan ikke ændres længere.",
    )


def closed(engagement: Engagement) -> list[Email]:
    """To both sides: the course has come to its end, and where its final evaluation is read."""
    return _to_both(
        engagement,
        f"course.closed:{engagement.pk}:1",
        f"Forløbet i {engagement.party} er afsluttet",
        f"Forløbet i {engagement.party} er afsluttet. Tak for samarbejdet.\n\n"
        "På forløbets side kan I læse slutevalueringen: hvad der er nået, hvad der lever videre, og hvad vi har lært. "
        "Alt andet om forløbet kan også stadig læses.",
    )


def paused(engagement: Engagement, pause: Pause) -> list[Email]:
    """To both sides: the course rests, why, and until when."""
    return _to_both(
        engagement,
        f"course.paused:{pause.pk}:{pause.expected_until}",
        f"Forløbet i {engagement.party} holder pause",
        f"Forløbet i {engagement.party} holder pause. Vi venter at gå videre {danish_date(pause.expected_until)}.\n\n"
        f"{pause.reason}\n\n"
        "I pausen er ingen opgaver for sent, og vi minder ikke om dem. I får en mail, når forløbet går videre.",
    )


def resumed(engagement: Engagement, pause: Pause, *, how: str) -> list[Email]:
    """To both sides: the course goes on, and whether its dates are others."""
    return _to_both(
        engagement,
        f"course.resumed:{pause.pk}:1",
        f"Forløbet i {engagement.party} går videre",
        f"Pausen er slut, og forløbet i {engagement.party} går videre. {how} Det løber nu til "
        f"{danish_date(engagement.ends_on)}.\n\n"
        "På forløbets side kan I se, hvad der kommer nu.",
    )


def _to_both(engagement: Engagement, key: str, subject: str, words: str) -> list[Email]:
    """The same letter to the consultants and to the contact on the other side, each address once."""
    people = {consultant.email: consultant.name for consultant in engagement.team}
    if engagement.contact.get("email"):
        people.setdefault(engagement.contact["email"], engagement.contact["name"])
    return [
        Email(
            key=f"{key}:{email}",
            case=engagement.case,
            to=email,
            subject=f"{subject} ({engagement.case.reference})",
            body=f"Hej {name}\n\n{words}",
            button_text="Se forløbet",
            button_path=engagement.get_absolute_url(),
        )
        for email, name in people.items()
    ]
