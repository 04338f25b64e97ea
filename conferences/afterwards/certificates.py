"""The certificate of attendance: for those who came, made while one waits and kept nowhere."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from conferences.afterwards import survey
from conferences.programme import content
from conferences.programme.models import Event
from conferences.registration.models import Registration
from praksis.danish import danish_date


def refusal(registration: Registration, at: datetime, *, anybody_came: bool) -> str:
    """Why there is no certificate for this guest then, in a sentence to them; empty where there is one."""
    if registration.event.is_called_off:
        return "Arrangementet blev aflyst, så der er ingen deltagerbeviser."
    if not survey.is_over(registration.event, at):
        return "Deltagerbeviset ligger her, når dagen er slut."
    if not registration.name:
        return "Navnet er slettet, som det blev lovet ved tilmeldingen, så der kan ikke laves et deltagerbevis."
    if registration.came_at is None:
        if anybody_came:
            return (
                "Der er ikke noget deltagerbevis til dig, for du blev ikke skrevet ind ved døren. "
                "Var du der alligevel, så skriv til os."
            )
        return "Det blev ikke noteret, hvem der kom, så der er ingen deltagerbeviser. Skriv til os, hvis du mangler et."
    return ""


def attended(registration: Registration) -> list[content.Item]:
    """The talks of the day and the workshops in which the guest had a seat, as the newest public programme has them."""
    event = registration.event
    version = event.versions.order_by("-number").first()
    items = content.from_json(version.content) if version else content.draft(event)
    mine = {str(key) for key in registration.choices.seated().values_list("workshop", flat=True)}
    return [item for item in items if item.kind == content.TALK or (item.kind == content.WORKSHOP and item.id in mine)]


def page(registration: Registration) -> str:
    """The page that the PDF is made of."""
    event: Event = registration.event
    context = {
        "registration": registration,
        "event": event,
        "items": attended(registration),
        "made_on": danish_date(timezone.localdate()),
    }
    return render_to_string("pdf/certificate.html", context)


def filename(registration: Registration) -> str:
    """What the file is called where it is saved."""
    return f"deltagerbevis-{registration.event.slug}.pdf"
