"""A registration as the guest's calendar is told of it. There is no secret in it: the address is the public page's."""

from datetime import datetime

from django.conf import settings

from conferences.programme.content import in_order
from conferences.registration.models import Registration, WorkshopChoice
from praksis.calendar import Entry


def entry(registration: Registration, choices: list[WorkshopChoice], *, at: datetime) -> Entry:
    """The day as it is for this guest at this moment, with the workshops in which they have a seat."""
    event = registration.event
    return Entry(
        uid=f"registration-{registration.pk}@praksis",
        sequence=registration.calendar_sequence,
        title=event.title,
        starts_at=event.begins_at,
        ends_at=event.ends_on_the_day_at,
        place=event.where,
        description="\n".join(lines(choices)),
        url=settings.SITE_URL + event.get_absolute_url(),
        organiser=("Praksiskonsulenterne", settings.DEFAULT_FROM_EMAIL),
        attendees=[(registration.name, registration.email, True)],
        is_cancelled=registration.is_cancelled or event.is_called_off,
        changed_at=at,
    )


def lines(choices: list[WorkshopChoice]) -> list[str]:
    """A line for each workshop in which the guest has a seat: "10.15 Leg for alle, lokale 3"."""
    return [
        f"{one.starts_at:%H.%M} {one.title}{f', {one.room}' if one.room else ''}"
        for one in in_order(choice.shown for choice in choices if choice.is_seated)
    ]
