"""The letters to those who are invited to a meeting, with it as a calendar file, and about a mini's hours."""

from engagements.courses.models import Engagement
from engagements.meetings.hours import MINI_MINUTES, in_words
from engagements.meetings.models import Meeting, Participant
from praksis.danish import danish_datetime
from praksis.mail.models import Email


def invited(meeting: Meeting, participant: Participant, *, calendar: str, may_sign_in: bool) -> Email:
    """To somebody who is invited."""
    wish = "Vi regner med dig." if participant.is_required else "Du er velkommen, men mødet kan holdes uden dig."
    return _letter(
        meeting,
        participant,
        f"Du er inviteret: {_what(meeting)}",
        [
            f"Du er inviteret til et møde i forløbet i {meeting.engagement.party}. {wish}",
            _facts(meeting),
            "Mødet ligger i den vedhæftede kalenderfil. Åbn den, og svar, om du kommer.",
        ],
        calendar=calendar,
        may_sign_in=may_sign_in,
    )


def moved(meeting: Meeting, participant: Participant, *, calendar: str, may_sign_in: bool) -> Email:
    """To somebody invited: the time, the length or the place is another."""
    return _letter(
        meeting,
        participant,
        f"Mødet er ændret: {_what(meeting)}",
        [
            f"Et møde i forløbet i {meeting.engagement.party} er ændret. Det er nu aftalt sådan:",
            _facts(meeting),
            "Åbn den vedhæftede kalenderfil, så bliver mødet rettet i din kalender.",
        ],
        calendar=calendar,
        may_sign_in=may_sign_in,
    )


def cancelled(meeting: Meeting, participant: Participant, *, calendar: str, may_sign_in: bool) -> Email:
    """To somebody invited: there is no meeting."""
    return _letter(
        meeting,
        participant,
        f"Mødet er aflyst: {_what(meeting)}",
        [
            f"Dette møde i forløbet i {meeting.engagement.party} er aflyst:",
            _facts(meeting),
            "Åbn den vedhæftede kalenderfil, så bliver mødet fjernet fra din kalender.",
        ],
        calendar=calendar,
        may_sign_in=may_sign_in,
    )


def _letter(meeting, participant, subject, paragraphs, *, calendar, may_sign_in) -> Email:
    engagement = meeting.engagement
    return Email(
        key=f"meeting.invited:{meeting.pk}:{meeting.sequence}:{participant.email}",
        case=engagement.case,
        to=participant.email,
        subject=f"{subject} ({engagement.case.reference})",
        body="\n\n".join([f"Hej {participant.name}".strip(), *paragraphs]),
        button_text="Se mødet" if may_sign_in else "",
        button_path=meeting.get_absolute_url() if may_sign_in else "",
        calendar=calendar,
        # An invitation to what is over helps nobody; that it was called off does.
        not_after=meeting.ends_at if meeting.is_planned else None,
    )


def _what(meeting: Meeting) -> str:
    return f"{meeting.title} {danish_datetime(meeting.starts_at)}"


def _facts(meeting: Meeting) -> str:
    return "\n".join(
        [
            f"Hvad: {meeting.title}",
            f"Hvornår: {danish_datetime(meeting.starts_at)}",
            f"Hvor længe: {meeting.duration}",
            f"Hvordan: {meeting.where}",
            f"Forløb: {meeting.engagement.party}, sag {meeting.engagement.case.reference}",
        ]
    )


def running_out(engagement: Engagement, counted: int) -> list[Email]:
    """To the consultants and the contact on the other side: how many of the ten hours are held or agreed."""
    contact = engagement.contact
    people = [(consultant.email, consultant.name) for consultant in engagement.team]
    if contact.get("email"):
        people.append((contact["email"], contact["name"]))
    left = MINI_MINUTES - counted
    rest = f"Der er {in_words(left)} tilbage." if left else "Der er ingen tid tilbage."
    return [
        Email(
            # Once in a course: what is cancelled and agreed again is no news.
            key=f"course.hours:{engagement.pk}:1:{email}",
            case=engagement.case,
            to=email,
            subject=f"Timerne i miniforløbet er ved at være brugt ({engagement.case.reference})",
            body=(
                f"Hej {name}\n\n"
                f"I miniforløbet for {engagement.party} er {in_words(counted)} af de 10 timer nu brugt eller aftalt. "
                f"{rest}\n\n"
                "Et miniforløb er højst 10 timer i alt. Er der brug for mere, kan der søges et nyt."
            ),
            button_text="Se forløbet",
            button_path=engagement.get_absolute_url(),
        )
        for email, name in people
    ]
