"""The public pages of conferences and theme days, and the two buttons of the managers."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from conferences.programme import actions, permissions
from conferences.programme.models import Event
from conferences.programme.timetable import speakers, timetable
from praksis.cases.actors import Actor
from praksis.views import reporting, require

# So many earlier events are shown at once; the list grows by one or two a year.
EARLIER = 20


@login_not_required
@require_safe
def event_list(request):
    """Coming conferences and theme days, and the earlier ones."""
    events = Event.objects.visible_to(request.user)
    today = timezone.localdate()
    return render(
        request,
        "conferences/programme/event_list.html",
        {
            "coming": events.coming(today),
            "earlier": events.earlier(today)[:EARLIER],
            # A page of a later room, which this one knows by its address alone
            "erasing": f"{request.path}sletning/" if permissions.can_run(request.user) else "",
        },
    )


@login_not_required
@require_safe
@gzip_page
def event(request, slug):
    """One event: the day hour by hour, who speaks, and where."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    slots = timetable(
        event.pauses.all(),
        event.talks.prefetch_related("speakers"),
        event.workshops.prefetch_related("speakers"),
    )
    return render(
        request,
        "conferences/programme/event.html",
        {
            "event": event,
            "crumbs": [{"label": "Konferencer", "url": reverse("conferences:event_list")}, {"label": event.title}],
            "slots": slots,
            "speakers": speakers(slots),
            "can_publish": permissions.can_publish(request.user, event),
            "takes_registrations": event.takes_registrations_at(request.received_at),
            "now": request.received_at,
        },
    )


@require_POST
def event_publish(request, slug):
    """Show the programme to everybody."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    require(permissions.can_publish(request.user, event))

    with reporting(request, success="Programmet er offentliggjort."):
        actions.publish(event, by=Actor.of(request))
    return redirect(event)


@require_POST
def event_take_down(request, slug):
    """Hide the programme again."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    require(permissions.can_publish(request.user, event))

    with reporting(request, success="Programmet er taget ned. Kun ledere kan se det nu."):
        actions.take_down(event, by=Actor.of(request))
    return redirect(event)
