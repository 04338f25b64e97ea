"""A registration as the guest's calendar is told of it. There is no secret in it: the address is the public page's."""

from datetime import datetime

from django.conf import settings

from conferences.registration.models import Registration, WorkshopChoice
from praksis.calendar import Entry


def entry(registration: Registration, choices: list[WorkshopChoice], *, at: datetime) -> Entry:
    """The day as it is for this guest at this moment, with the workshops in which they have a seat."""
    event = registration.event
    place = event.place if event.town in event.place else f"{event.place}, {event.town}"
    return Entry(
        uid=f"registration-{registration.pk}@praksis",
        sequence=registration.calendar_sequence,
        title=event.title,
        starts_at=event.begins_at,
        ends_at=event.ends_on_the_day_at,
        place=place,
        description="\n".join(lines(choices)),
        url=settings.SITE_URL + event.get_absolute_url(),
        organiser=("Praksiskonsulenterne", settings.DEFAULT_FROM_EMAIL),
        attendees=[(registration.name, registration.email, True)],
        is_cancelled=registration.is_cancelled,
        changed_at=at,
    )


def lines(choices: list[WorkshopChoice]) -> list[str]:
    """A line for each workshop in which the guest has a seat: "10.15 Leg for alle, lokale 3"."""
    return [
        f"{choice.workshop.starts_at:%H.%M} {choice.workshop.title}{_room(choice)}"
        for choice in choices
        if choice.is_seated
    ]


def _room(choice: WorkshopChoice) -> str:
    return f", {choice.workshop.room}" if choice.workshop.room else ""
