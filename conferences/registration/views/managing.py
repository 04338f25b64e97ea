"""What the managers' pages about registrations have in common: whose they are, and how they lead to each other."""

from typing import Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from conferences.programme.models import Event
from conferences.registration import permissions
from praksis.views import require


def managed_event(request, slug: str) -> Event:
    """The event, for managers (403); what the person does not see is not found (404)."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_manage(request.user))
    return event


def managers_page(
    request, name: str, event: Event, here: str, label: str, *, above=(), status: int = 200, **context: Any
):
    """A page of this room for managers: `here` is the section that it belongs to, `above` the pages it lies below."""
    crumbs = [
        {"label": "Konferencer", "url": reverse("conferences:event_list")},
        {"label": event.title, "url": event.get_absolute_url()},
        *({"label": text, "url": url} for text, url in above),
        {"label": label},
    ]
    context |= {"event": event, "here": here, "crumbs": crumbs}
    return render(request, f"conferences/registration/{name}.html", context, status=status)
