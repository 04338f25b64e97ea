"""An event as a calendar is told of it: what everybody may know."""

from datetime import datetime

from django.conf import settings

from conferences.programme.models import Event
from praksis.calendar import Entry


def entry(event: Event, *, at: datetime) -> Entry:
    """The day as one entry; its sequence rises with each change of the event's facts.

    It is as old as the newest of them, or as what is public; `at` is the moment for what is still a draft.
    """
    kinds = ("event.facts_changed", "event.called_off")
    changes = list(event.case.events.filter(kind__in=kinds).order_by("at").values_list("at", flat=True))
    return Entry(
        uid=f"event-{event.pk}@praksis",
        sequence=len(changes),
        title=event.title,
        starts_at=event.begins_at,
        ends_at=event.ends_on_the_day_at,
        place=event.where,
        description=event.theme,
        url=settings.SITE_URL + event.get_absolute_url(),
        organiser=("Praksiskonsulenterne", settings.DEFAULT_FROM_EMAIL),
        is_cancelled=event.is_called_off,
        changed_at=max([*changes, event.published_at or at]),
    )
