"""The letter to those who came."""

from datetime import datetime

from conferences.afterwards import survey
from conferences.registration.models import Registration
from praksis.danish import danish_date
from praksis.mail.models import Email


def thanks(registration: Registration) -> Email:
    """The day after: the certificate, the slides, and what they thought of the day; once."""
    return _letter(registration, "thanks")


def thanks_again(registration: Registration, *, at: datetime) -> Email:
    """To somebody who has lost it; at most one an hour."""
    return _letter(registration, f"thanks_again.{at:%Y%m%d%H}")


def _letter(registration: Registration, kind: str) -> Email:
    event = registration.event
    day = "temadagen" if event.is_theme_day else "konferencen"
    paragraphs = [
        f"Hej {registration.name}",
        f"Tak, fordi du var med til {day} »{event.title}« {danish_date(event.held_on)}.",
        "Med knappen åbner du din personlige side. Der kan du hente dit deltagerbevis og de slides, som "
        "oplægsholderne har delt.",
        f"Fortæl os også, hvad du synes om dagen. Det tager to minutter, og du kan svare til og med "
        f"{danish_date(survey.closes_on(event))}. Vi gemmer dine svar uden dit navn.",
    ]
    return Email(
        key=f"afterwards.{kind}:{registration.pk}:{registration.email}",
        case=event.case,
        to=registration.email,
        subject=f"Tak for sidst: {event.title}",
        body="\n\n".join(paragraphs),
        button_text="Deltagerbevis og evaluering",
        link=registration.link,
        not_after=survey.closes_at(event) if kind == "thanks" else event.links_end_at,
    )
