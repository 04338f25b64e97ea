"""The letters to guests: each with the personal link, and the day as a calendar file where it changes the calendar."""

from datetime import date, datetime

from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration import entries
from conferences.registration.models import Allowance, Registration, WorkshopChoice
from praksis.calendar import CANCEL, REQUEST, calendar_file
from praksis.danish import danish_date, danish_datetime, seats_in_words
from praksis.mail.models import Email

BUTTON = "Se, ret eller afmeld"


def received(registration: Registration, chosen: list[WorkshopChoice]) -> Email:
    """To somebody who registered: the seat, or the number on the waiting list, and the workshops they chose."""
    return confirmed(registration, chosen) if registration.is_seated else waiting(registration)


def confirmed(registration: Registration, chosen: list[WorkshopChoice]) -> Email:
    """To somebody who got a seat at once."""
    event = registration.event
    return _letter(
        registration,
        "received",
        f"Du er tilmeldt: {event.title}",
        [
            "Du er tilmeldt, og vi glæder os til at se dig.",
            *_programme(registration, chosen),
            "Dagen ligger i den vedhæftede kalenderfil. Det er gratis at være med. Man betaler selv sin transport.",
            "Kan du ikke komme alligevel, så afmeld dig med knappen, så en anden kan få pladsen.",
        ],
        method=REQUEST,
        chosen=chosen,
    )


def waiting(registration: Registration) -> Email:
    """To somebody on the waiting list."""
    event = registration.event
    return _letter(
        registration,
        "received",
        f"Du er på venteliste: {event.title}",
        [
            f"Der er ikke flere pladser lige nu. Du er nummer {registration.waiting_number} på ventelisten.",
            _facts(event),
            "Bliver en plads ledig, får du den af sig selv og en mail om det. Pladserne gives efter, hvem der har "
            "tilmeldt sig først.",
            "Vil du ikke vente længere, så afmeld dig med knappen.",
        ],
    )


def moved_up(registration: Registration) -> Email:
    """To somebody who has waited: there is a seat now, and by when to say no."""
    event = registration.event
    return _letter(
        registration,
        "moved_up",
        f"Du har fået plads: {event.title}",
        [
            "Der er blevet en plads til dig, og du er nu tilmeldt.",
            *_programme(registration),
            "Dagen ligger i den vedhæftede kalenderfil.",
            _say_no(event),
        ],
        method=REQUEST,
    )


def moved_up_in(choice: WorkshopChoice) -> Email:
    """To somebody who has waited for a workshop: there is a seat in it now."""
    registration = choice.registration
    return _letter(
        registration,
        f"moved_up_in.{choice.pk}",
        f"Du har fået plads i workshoppen: {choice.shown.title}",
        [
            f"Der er blevet en plads til dig i »{choice.shown.title}«, så den står nu i dit program.",
            *_programme(registration),
            "Åbn den vedhæftede kalenderfil, så bliver det rettet i din kalender.",
            "Vil du hellere noget andet, så vælg om med knappen.",
        ],
        method=REQUEST,
    )


def comes(registration: Registration, chosen: list[WorkshopChoice], *, due_on: date) -> Email:
    """To somebody with a seat, some days before: when, where and what they chose."""
    event = registration.event
    return _letter(
        registration,
        f"comes.{due_on:%Y-%m-%d}",
        f"Vi ses {danish_date(event.held_on)}: {event.title}",
        [
            "Dagen nærmer sig, og vi glæder os til at se dig.",
            *_programme(registration, chosen),
            "Med knappen kan du se dit program og din kode til indgangen, rette dine oplysninger og vælge andre "
            "workshops.",
            "Kan du ikke komme alligevel, så afmeld dig med knappen, så en anden kan nå at få pladsen.",
        ],
        not_after=event.begins_at,
    )


def swapped(registration: Registration) -> Email:
    """To somebody who chose other workshops."""
    is_seated = registration.is_seated
    return _letter(
        registration,
        "swapped",
        f"Dine workshops er ændret: {registration.event.title}",
        [
            "Dine valg er gemt.",
            *_programme(registration),
            *(["Åbn den vedhæftede kalenderfil, så bliver det rettet i din kalender."] if is_seated else []),
        ],
        method=REQUEST if is_seated else "",
    )


def cancelled(registration: Registration, *, had_a_seat: bool) -> Email:
    """To somebody who gave their seat back, or waits no longer."""
    took_out = ["Åbn den vedhæftede kalenderfil, så bliver dagen fjernet fra din kalender."] if had_a_seat else []
    return _letter(
        registration,
        "cancelled",
        f"Du er afmeldt: {registration.event.title}",
        ["Du er afmeldt. Tak, fordi du sagde til.", _facts(registration.event), *took_out],
        method=CANCEL if had_a_seat else "",
        is_over=True,
    )


def changed(registration: Registration, lines: list[str], chosen: list[WorkshopChoice]) -> Email:
    """To a guest whom a change of the day or of their workshops concerns: what it is, and how their day looks now."""
    is_seated = registration.is_seated
    return _letter(
        registration,
        "changed",
        f"Ændring: {registration.event.title}",
        [
            "Der er ændret noget, som gælder dig:",
            "\n".join(f"- {line}" for line in lines),
            "Sådan ser det ud nu:",
            *_programme(registration, chosen),
            *(["Åbn den vedhæftede kalenderfil, så bliver det rettet i din kalender."] if is_seated else []),
            "Med knappen kan du vælge om. Passer det dig ikke længere, så afmeld dig der, så en anden kan få pladsen.",
        ],
        method=REQUEST if is_seated else "",
        chosen=chosen,
    )


def called_off(registration: Registration) -> Email:
    """To a guest of an event that will not be held: why, and the day taken out of the calendar."""
    event, is_seated = registration.event, registration.is_seated
    took_out = ["Åbn den vedhæftede kalenderfil, så bliver dagen fjernet fra din kalender."] if is_seated else []
    return _letter(
        registration,
        "called_off",
        f"Aflyst: {event.title}",
        [
            "Vi må desværre aflyse. Du skal ikke afmelde dig.",
            _facts(event),
            event.called_off_because,
            *took_out,
            "Vi sletter det, du har skrevet i tilmeldingen, den dag vi lovede dig.",
        ],
        method=CANCEL if is_seated else "",
        chosen=[],
    )


def registered_already(registration: Registration, *, at: datetime) -> Email:
    """To somebody whose address was typed again: nobody else is told that it is known.

    At most one a day, in Denmark: whoever types somebody else's address again and again does not fill their inbox.
    """
    return _letter(
        registration,
        f"again.{timezone.localtime(at):%Y%m%d}",
        f"Du er allerede tilmeldt: {registration.event.title}",
        [
            "Nogen har lige skrevet din mailadresse i tilmeldingen. Du er der i forvejen, så der er ikke sket noget.",
            *_programme(registration),
            "Med knappen kan du se, rette eller afmelde din tilmelding.",
        ],
    )


def sent_again(registration: Registration, *, at: datetime) -> Email:
    """To somebody who has lost the letter with their link; at most one an hour."""
    if registration.is_seated:
        first = "Her er din tilmelding igen. Du har plads, og vi glæder os til at se dig."
    else:
        first = f"Her er din tilmelding igen. Du er nummer {registration.waiting_number} på ventelisten."
    return _letter(
        registration,
        f"sent_again.{at:%Y%m%d%H}",
        f"Din tilmelding: {registration.event.title}",
        [
            first,
            *_programme(registration),
            *(["Dagen ligger i den vedhæftede kalenderfil."] if registration.is_seated else []),
            "Med knappen kan du se, rette eller afmelde din tilmelding.",
        ],
        method=REQUEST if registration.is_seated else "",
    )


def allowance_link(allowance: Allowance, *, to: str, at: datetime) -> Email:
    """To a course's coordinator: the link by which their people register. At most one an hour to each address."""
    event = allowance.event
    opens, closes = event.registration_opens_at, event.registration_closes_at
    until = f"Pladserne holdes til og med {danish_date(event.held_until)}. " if event.held_until else ""
    dates = f"Tilmeldingen er åben fra {danish_datetime(opens)} til {danish_datetime(closes)}."
    return Email(
        key=f"allowance.link.{at:%Y%m%d%H}:{allowance.pk}:{allowance.seats}:{to}",
        case=event.case,
        to=to,
        subject=f"Pladser til {allowance.organisation}: {event.title}",
        body="\n\n".join(
            [
                "Hej",
                f"Vi holder {seats_in_words(allowance.seats)} til {allowance.organisation}.",
                _facts(event),
                f"{until}{dates}",
                "I tilmelder jer med knappen. Send mailen videre til dem hos jer, der skal med: de bruger det samme "
                "link. Giv det ikke til andre, for så tager de jeres pladser.",
            ]
        ),
        button_text="Tilmeld jer",
        link=allowance.link,
        not_after=closes,
    )


def _letter(
    registration: Registration,
    kind: str,
    subject: str,
    paragraphs: list[str],
    *,
    method: str = "",
    is_over: bool = False,
    not_after: datetime | None = None,
    chosen: list[WorkshopChoice] | None = None,
) -> Email:
    event = registration.event
    calendar = ""
    if method:
        own = entries.entry(registration, _choices(registration) if chosen is None else chosen, at=timezone.now())
        calendar = calendar_file([own], method).decode()
    return Email(
        key=f"registration.{kind}:{registration.pk}:{registration.calendar_sequence}:{registration.email}",
        case=event.case,
        to=registration.email,
        subject=subject,
        body="\n\n".join([f"Hej {registration.name}", *paragraphs]),
        button_text=BUTTON,
        link=registration.link,
        calendar=calendar,
        not_after=None if is_over else not_after or event.ends_on_the_day_at,
    )


def _choices(registration: Registration) -> list[WorkshopChoice]:
    return list(registration.choices.select_related("workshop"))


def _programme(registration: Registration, chosen: list[WorkshopChoice] | None = None) -> list[str]:
    """When and where, and what has become of each workshop that was chosen."""
    chosen = _choices(registration) if chosen is None else chosen
    parts = [_facts(registration.event)]
    if own := entries.lines(chosen):
        parts.append("\n".join(["Dine workshops:", *(f"- {line}" for line in own)]))
    if lines := [f"- {one.shown.title}: nummer {one.waiting_number}" for one in chosen if one.is_waiting]:
        parts.append("\n".join(["Du står på venteliste til:", *lines]))
    return parts


def _facts(event: Event) -> str:
    day = danish_date(event.held_on)
    return f"{day[0].upper()}{day[1:]} kl. {event.starts_at:%H.%M}–{event.ends_at:%H.%M}\n{event.where}"


def _say_no(event: Event) -> str:
    if event.say_no_by is None:
        return "Kan du ikke komme, så afmeld dig med knappen med det samme, så en anden kan nå at få pladsen."
    return (
        f"Kan du ikke komme, så afmeld dig med knappen senest {danish_date(event.say_no_by)}, så en anden kan nå at få "
        "pladsen."
    )
