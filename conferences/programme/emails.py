"""The letters about a programme: to speakers who are asked to look their part through, and to managers about it."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.urls import reverse

from conferences.programme.content import WORKSHOP
from conferences.programme.models import Corrected, Event, SpeakerCorrection, SpeakerRequest
from conferences.programme.parts import Part
from praksis.accounts.models import User
from praksis.danish import danish_date
from praksis.mail.models import Email

BUTTON = "Se, ret og bekræft"


def asked(request: SpeakerRequest, part: Part) -> Email:
    """To a speaker: what the programme says of them, and the link by which they confirm and correct it."""
    return _letter(
        request,
        "asked",
        f"Se din del af programmet igennem: {request.event.title}",
        [
            f"Du er med i programmet for {request.event.title}. Vi vil gerne vide, om det, vi skriver, er rigtigt.",
            _own(request.event, part),
            "Med knappen kan du bekræfte det, eller selv rette din stilling og det, der står om dig. Det tager nogle "
            "få minutter. Passer tid eller lokale ikke, så skriv til os.",
            _contact(),
        ],
    )


def reminded(request: SpeakerRequest, part: Part, *, due_on: date) -> Email:
    """To a speaker who has not answered."""
    return _letter(
        request,
        f"reminded.{due_on:%Y-%m-%d}",
        f"Husk at se din del af programmet igennem: {request.event.title}",
        [
            "Vi har ikke hørt fra dig endnu. Er det, vi skriver om dig i programmet, rigtigt?",
            _own(request.event, part),
            "Med knappen kan du bekræfte det, eller selv rette det.",
            _contact(),
        ],
    )


def called_off(request: SpeakerRequest) -> Email:
    """To a speaker who was asked: the event will not be held, and why. Their link has nothing more to say."""
    event, to = request.event, request.speaker.email or request.link.recipient
    return Email(
        key=f"speaker.called_off:{request.pk}:{to}",
        case=event.case,
        to=to,
        subject=f"Aflyst: {event.title}",
        body="\n\n".join(
            [
                f"Hej {request.speaker.name}",
                f"Vi må desværre aflyse {event.title} {danish_date(event.held_on)}, hvor du står i programmet.",
                event.called_off_because,
                f"Du skal ikke gøre mere. {_contact()}",
            ]
        ),
        button_text="Se arrangementets side",
        button_path=event.get_absolute_url(),
        not_after=event.ends_on_the_day_at,
    )


def corrected(request: SpeakerRequest, corrections: Iterable[SpeakerCorrection], manager: User) -> Email:
    """To a manager: what a speaker corrected in the draft, word for word."""
    event, corrections = request.event, list(corrections)
    is_public = (
        "Rettelserne står i kladden. Alle andre ser dem, når I offentliggør ændringerne."
        if event.is_published
        else "Rettelserne står i programmet, som I ikke har offentliggjort endnu."
    )
    return Email(
        key=f"speaker.corrected:{min(one.pk for one in corrections)}:{manager.pk}",
        case=event.case,
        to=manager.email,
        subject=f"{request.speaker.name} har rettet i programmet: {event.title}",
        body="\n\n".join(
            [
                f"Hej {manager.name}",
                f"{request.speaker.name} har set sin del af programmet igennem og rettet den.",
                *(_told(one) for one in corrections),
                is_public,
            ]
        ),
        button_text="Se programmet",
        button_path=reverse("conferences:programme", args=[event.slug]),
    )


def _told(one: SpeakerCorrection) -> str:
    what = {Corrected.JOB: "Stillingen", Corrected.TITLE: "Titlen", Corrected.TEXT: "Beskrivelsen"}
    return f"{what[Corrected(one.what)]} er nu: »{one.after}«\nFør: {f'»{one.before}«' if one.before else 'tom'}"


def _own(event: Event, part: Part) -> str:
    lines = [f"{part.name}, {part.title}", f"{danish_date(event.held_on)}, {event.place}"]
    for item in part.items:
        kind = "workshoppen " if item.kind == WORKSHOP else ""
        lines.append(f"- kl. {item.hours}: {kind}»{item.title}«{f', {item.room}' if item.room else ''}")
    return "\n".join(lines)


def _contact() -> str:
    return f"Du kan skrive til os på {settings.CONTACT_EMAIL}."


def _letter(request: SpeakerRequest, kind: str, subject: str, paragraphs: list[str]) -> Email:
    return Email(
        key=f"speaker.{kind}:{request.link.pk}:{request.link.generation}",
        case=request.event.case,
        to=request.link.recipient,
        subject=subject,
        body="\n\n".join([f"Hej {request.speaker.name}", *paragraphs]),
        button_text=BUTTON,
        link=request.link,
        not_after=request.event.begins_at,
    )
