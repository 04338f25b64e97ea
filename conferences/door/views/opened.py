"""Whose door it is, and whether it is open."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from conferences.door import permissions
from conferences.programme.models import Event
from praksis.views import require

# A page that may use the camera
CAMERA = "camera=(self), geolocation=(), microphone=()"


def seen_event(request, slug: str) -> Event:
    """The event, for those who stand at a door (403); what the person does not see is not found (404)."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_check_in(request.user))
    return event


def open_event(request, slug: str) -> Event:
    """The same, and its door is open to them (403)."""
    event = seen_event(request, slug)
    require(permissions.can_use_door(request.user, event, timezone.localdate()))
    return event
