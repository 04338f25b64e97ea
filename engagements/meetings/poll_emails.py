"""The letters of a poll for the date of a meeting."""

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse

from engagements.meetings.poll_models import Poll, PollPerson
from praksis.danish import danish_date, danish_datetime
from praksis.mail.models import Email, PersonalLink

BUTTON = "Svar på, hvornår du kan"


def asked(poll: Poll, person: PollPerson, link: PersonalLink, *, times: Iterable[datetime]) -> Email:
    """To somebody who is asked: the times, and the link to answer by."""
    wish = "Vi regner med dig til mødet." if person.is_required else "Du er velkommen, hvis du kan være med."
    return Email(
        key=f"poll.asked:{person.pk}:1:{person.email}",
        case=poll.engagement.case,
        to=person.email,
        subject=f"Hvornår kan du? {poll.title} ({poll.engagement.case.reference})",
        body="\n\n".join(
            [
                f"Hej {person.name}".strip(),
                f"{poll.made_by.name} vil gerne finde en tid til et møde i forløbet i {poll.engagement.party}. {wish}",
                _facts(poll),
                "\n".join(["Tiderne er:", *[f"- {danish_datetime(starts_at)}" for starts_at in times]]),
                f"Svar senest {danish_date(poll.answer_by)}. Det tager et halvt minut, og du skal ikke logge ind.",
            ]
        ),
        button_text=BUTTON,
        link=link,
        not_after=link.expires_at,
    )


def reminded(poll: Poll, person: PollPerson, link: PersonalLink, *, on: date) -> Email:
    """To somebody who has not answered; at most one a day, whoever or whatever asks for it."""
    return Email(
        key=f"poll.reminded:{person.pk}:{on}:{person.email}",
        case=poll.engagement.case,
        to=person.email,
        subject=f"Vi mangler dit svar: {poll.title} ({poll.engagement.case.reference})",
        body="\n\n".join(
            [
                f"Hej {person.name}".strip(),
                f"Vi har ikke hørt, hvornår du kan mødes i forløbet i {poll.engagement.party}.",
                _facts(poll),
                f"Svar senest {danish_date(poll.answer_by)}. Det tager et halvt minut, og du skal ikke logge ind.",
            ]
        ),
        button_text=BUTTON,
        link=link,
        not_after=link.expires_at,
    )


def called_off(poll: Poll, person: PollPerson) -> Email:
    """To somebody who was asked: there is nothing to answer any more."""
    return Email(
        key=f"poll.cancelled:{person.pk}:1:{person.email}",
        case=poll.engagement.case,
        to=person.email,
        subject=f"Vi leder ikke længere efter en tid: {poll.title} ({poll.engagement.case.reference})",
        body="\n\n".join(
            [
                f"Hej {person.name}".strip(),
                f"Du blev spurgt, hvornår du kunne mødes i forløbet i {poll.engagement.party}. "
                "Det er aflyst, så du skal ikke svare, og du kan bruge tiderne til noget andet.",
                _facts(poll),
            ]
        ),
    )


def everybody_answered(poll: Poll) -> Email:
    """To whoever made the poll: a time can be chosen."""
    path = reverse("engagements:poll", args=[poll.engagement.case.reference, poll.pk])
    return Email(
        key=f"poll.complete:{poll.pk}:1:{poll.made_by.email}",
        case=poll.engagement.case,
        to=poll.made_by.email,
        subject=f"Alle har svaret: {poll.title} i {poll.engagement.party} ({poll.engagement.case.reference})",
        body=(
            f"Hej {poll.made_by.name}\n\n"
            f"Alle, du spurgte, har nu svaret på, hvornår de kan mødes i forløbet i {poll.engagement.party}.\n\n"
            "Vælg et af tidspunkterne, så får de en invitation."
        ),
        button_text="Vælg et tidspunkt",
        button_path=path,
    )


def _facts(poll: Poll) -> str:
    return "\n".join(
        [
            f"Hvad: {poll.title}",
            f"Hvor længe: {poll.duration}",
            f"Hvordan: {poll.where}",
            f"Forløb: {poll.engagement.party}, sag {poll.engagement.case.reference}",
        ]
    )
