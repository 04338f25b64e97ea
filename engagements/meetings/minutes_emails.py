"""The letters about a meeting's agenda, its minutes, and what is followed up on."""

from datetime import date

from engagements.meetings.minutes_content import as_text
from engagements.meetings.models import Addendum, AgendaItem, AgendaSending, FollowUp, Meeting, Minutes
from engagements.meetings.recipients import Recipient
from praksis.danish import danish_date, danish_datetime
from praksis.mail.models import Email


def agenda(sending: AgendaSending, to: Recipient) -> Email:
    """To somebody invited: what the meeting is about. Nobody needs it once the meeting is over."""
    meeting = sending.meeting
    what = "Dagsorden" if sending.number == 1 else "Ny dagsorden"
    letter = _letter(
        meeting,
        to.name,
        to.email,
        f"meeting.agenda:{meeting.pk}:{sending.number}",
        f"{what}: {meeting.title} {danish_datetime(meeting.starts_at)}",
        [
            f"Her er dagsordenen til mødet {danish_datetime(meeting.starts_at)} i forløbet i "
            f"{meeting.engagement.party}.\n{meeting.where}",
            sending.text,
        ],
        button="Se mødet" if to.may_sign_in else "",
    )
    letter.not_after = meeting.ends_at
    return letter


def suggested(item: AgendaItem, name: str) -> list[Email]:
    """To the course's consultants: somebody of the other side has suggested an item."""
    meeting = item.meeting
    return [
        _letter(
            meeting,
            consultant.name,
            consultant.email,
            f"agenda.suggested:{item.pk}:1",
            f"Forslag til dagsordenen: {meeting.title}",
            [
                f"{name} foreslår et punkt til {meeting.title} {danish_datetime(meeting.starts_at)}:",
                "\n".join(part for part in (item.title, item.text) if part),
                "Tag det med på dagsordenen, eller skriv, at det må vente.",
            ],
            button="Se dagsordenen",
        )
        for consultant in meeting.engagement.team
    ]


def for_approval(minutes: Minutes, record: dict, to: Recipient) -> Email:
    """To somebody invited: the minutes, to be looked through."""
    meeting, sender = minutes.meeting, minutes.sent_by
    assert sender
    return _letter(
        meeting,
        to.name,
        to.email,
        f"minutes.sent:{minutes.pk}:{minutes.sendings}",
        f"Referat til godkendelse: {meeting.title}",
        [
            f"Her er referatet fra {meeting.title} {danish_datetime(meeting.starts_at)}. Læs det igennem.",
            f"Har du bemærkninger, så skriv til {sender.name}, {sender.email}.",
            as_text(record),
        ],
        button="Læs og godkend referatet" if to.may_sign_in else "",
    )


def approved(minutes: Minutes, to: Recipient) -> Email:
    """To somebody invited: the minutes are approved. Whoever cannot sign in gets the text itself."""
    meeting, record = minutes.meeting, minutes.record
    assert record
    how = "Du kan hente det som PDF på mødets side." if to.may_sign_in else as_text(record)
    return _letter(
        meeting,
        to.name,
        to.email,
        f"minutes.approved:{minutes.pk}:1",
        f"Godkendt referat: {meeting.title}",
        [f"Referatet fra {meeting.title} {danish_datetime(meeting.starts_at)} er godkendt.", how],
        button="Hent referatet" if to.may_sign_in else "",
    )


def returned(minutes: Minutes) -> list[Email]:
    """To the course's consultants: the minutes are to be looked at once more."""
    meeting = minutes.meeting
    return [
        _letter(
            meeting,
            consultant.name,
            consultant.email,
            f"minutes.returned:{minutes.pk}:{minutes.sendings}",
            f"Bemærkning til referatet: {meeting.title}",
            [
                f"{minutes.remark_by} har en bemærkning til referatet fra {meeting.title} "
                f"{danish_datetime(meeting.starts_at)}:",
                minutes.remark,
                "Referatet er en kladde igen. Ret det, og send det på ny.",
            ],
            button="Se mødet",
        )
        for consultant in meeting.engagement.team
    ]


def added_to(addendum: Addendum, to: Recipient) -> Email:
    """To somebody invited: something was added to the approved minutes."""
    meeting = addendum.minutes.meeting
    return _letter(
        meeting,
        to.name,
        to.email,
        f"minutes.added_to:{addendum.pk}:1",
        f"Tilføjelse til referatet: {meeting.title}",
        [
            f"{addendum.by.name} har skrevet en tilføjelse til det godkendte referat fra {meeting.title} "
            f"{danish_datetime(meeting.starts_at)}:",
            addendum.text,
        ],
        button="Se mødet" if to.may_sign_in else "",
    )


def due_soon(follow_up: FollowUp, *, due_on: date, may_sign_in: bool) -> Email:
    """To whoever is to do it, some days before. `due_on` is the day of the reminder."""
    return _reminder(
        follow_up,
        f"follow_up.soon:{follow_up.pk}:{due_on}",
        f"Senest {danish_date(follow_up.due_on)}: {follow_up.what}",
        f"Du har sagt ja til dette, som skal være gjort senest {danish_date(follow_up.due_on)}:",
        may_sign_in=may_sign_in,
    )


def overdue(follow_up: FollowUp, *, due_on: date, may_sign_in: bool) -> Email:
    """To whoever was to do it by now. `due_on` is the day of the reminder."""
    return _reminder(
        follow_up,
        f"follow_up.overdue:{follow_up.pk}:{due_on}",
        f"Fristen er gået: {follow_up.what}",
        f"Dette skulle være gjort senest {danish_date(follow_up.due_on)}, og det står stadig som åbent:",
        may_sign_in=may_sign_in,
    )


def _reminder(follow_up: FollowUp, key: str, subject: str, opening: str, *, may_sign_in: bool) -> Email:
    meeting = follow_up.meeting
    closing = (
        "Er det gjort, så meld det gjort på forløbets side."
        if may_sign_in
        else "Er det gjort, så sig det til praksiskonsulenterne eller jeres tovholder."
    )
    where = f"Det blev aftalt på {meeting.title} {danish_datetime(meeting.starts_at)}."
    return _letter(
        meeting,
        follow_up.owner,
        follow_up.email,
        key,
        subject,
        [opening, follow_up.what, f"{where} {closing}"],
        button="Se forløbet" if may_sign_in else "",
        path=meeting.engagement.get_absolute_url(),
    )


def _letter(
    meeting: Meeting,
    name: str,
    email: str,
    key: str,
    subject: str,
    paragraphs: list[str],
    *,
    button: str = "",
    path: str = "",
) -> Email:
    case = meeting.engagement.case
    return Email(
        key=f"{key}:{email}",
        case=case,
        to=email,
        subject=f"{subject} ({case.reference})",
        body="\n\n".join([f"Hej {name}".strip(), *paragraphs]),
        button_text=button,
        button_path=(path or meeting.get_absolute_url()) if button else "",
    )
