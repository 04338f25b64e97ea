"""What managers' pages about an event have in common, in this room and the later ones: whose they are, and the way."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from conferences.programme import permissions
from conferences.programme.models import Event
from praksis.views import require


def edited_event(request, slug: str, rows=None) -> Event:
    """The event, for those who lay programmes (403); what the person does not see is not found (404).

    `rows` are the events to look among, where more is to be read with it.
    """
    found = Event.objects.all() if rows is None else rows
    event = get_object_or_404(found.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_edit(request.user, event))
    return event


def crumbs(event: Event, *below: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page about an event: each below it by label and address, the page itself with an empty one."""
    return [
        {"label": "Konferencer", "url": reverse("conferences:event_list")},
        {"label": event.title, "url": event.get_absolute_url()},
        *({"label": label, "url": url} for label, url in below),
    ]
