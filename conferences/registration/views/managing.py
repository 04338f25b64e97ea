"""What the managers' pages about registrations have in common: whose they are, and how they lead to each other."""

from typing import Any

from django.shortcuts import get_object_or_404, render

from conferences.programme.models import Event
from conferences.programme.views.managing import crumbs
from conferences.registration import permissions
from conferences.registration.models import Registration
from praksis.views import require


def managed_event(request, slug: str) -> Event:
    """The event, for managers (403); what the person does not see is not found (404)."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_manage(request.user))
    return event


def managed_guest(request, slug: str, pk) -> tuple[Event, Registration]:
    """The event and the registration, for managers (403); one of another event is not found (404)."""
    event = managed_event(request, slug)
    rows = Registration.objects.filter(event=event).select_related("event__case", "municipality", "link")
    return event, get_object_or_404(rows, pk=pk)


def managers_page(
    request, name: str, event: Event, here: str, label: str, *, above=(), status: int = 200, **context: Any
):
    """A page of this room for managers: `here` is the section that it belongs to, `above` the pages it lies below."""
    context |= {"event": event, "here": here, "crumbs": crumbs(event, *above, (label, ""))}
    return render(request, f"conferences/registration/{name}.html", context, status=status)
