"""The door as pages, that do without scripts: the list, and each press."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conferences.door import actions, guests, permissions, sending
from conferences.door.forms import WalkInForm
from conferences.door.views.opened import CAMERA, open_event, seen_event
from conferences.programme.models import Event
from conferences.registration import codes
from conferences.registration.models import WorkshopChoice
from conferences.registration.permissions import can_manage
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.views import form_page, reporting, require, sent

PAGE = 50
NO_CODE = "Koden hører ikke til en tilmelding til dette arrangement. Find gæsten på navnet."


@require_safe
def doors(request):
    """The events at whose doors one may stand: today's, and those to come."""
    require(permissions.can_check_in(request.user))
    today = timezone.localdate()
    coming = list(Event.objects.published().coming(today))
    context = {
        "today": [event for event in coming if event.held_on == today],
        "coming": [event for event in coming if event.held_on > today],
    }
    return render(request, "conferences/door/doors.html", context)


@require_safe
@never_cache
def door(request, slug):
    """Who comes, who has come, and the buttons; before the day and after it, when the door opens or that it is shut."""
    event = seen_event(request, slug)
    today = timezone.localdate()
    if not permissions.can_use_door(request.user, event, today):
        return _page(request, "closed", event, is_over=event.held_on < today)
    words = _words(request.GET)
    page = page_of(guests.found(event, words).values_list(*guests.FACTS), PAGE, request)
    facts = list(page.object_list)
    choices = WorkshopChoice.objects.filter(registration__in=[each[0] for each in facts])
    context: dict[str, Any] = {
        "words": words,
        "page": page,
        "rows": guests.rows_of(facts, guests.workshops(choices)),
        "counts": guests.counts(event),
        "form": WalkInForm(),
        "is_today": event.held_on == today,
    }
    return _page(request, "door", event, **context)


@require_POST
@never_cache
def door_in(request, slug):
    """Let a guest in."""
    event = open_event(request, slug)
    registration = sending.registration_of(event, request.POST.get("registration"))
    return _let_in(request, event, registration, sending.NOT_HERE)


@require_POST
@never_cache
def door_code(request, slug):
    """Let in whose code was read or typed."""
    event = open_event(request, slug)
    registration = sending.registration_of(event, str(codes.read(request.POST.get("code", ""))))
    return _let_in(request, event, registration, NO_CODE)


@require_POST
@never_cache
def door_undo(request, slug):
    """Take back that a guest came."""
    event = open_event(request, slug)
    registration = sending.registration_of(event, request.POST.get("registration"))
    if registration is None:
        messages.error(request, sending.NOT_HERE)
    else:
        with reporting(request, success=f"{registration} er ikke længere tjekket ind."):
            actions.undo(registration, at=request.received_at, by=Actor.of(request))
    return _back(request, event)


@form_page
@never_cache
def door_walk_in(request, slug):
    """Let in somebody who is not registered."""
    event = open_event(request, slug)
    form = WalkInForm(sent(request))
    if form.is_bound and form.is_valid():
        guest = form.guest
        try:
            actions.let_in_walk_in(event, guest, key=form.own_key, at=request.received_at, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{guest.name} er tjekket ind.")
            return _back(request, event)
    return _page(request, "walk_in", event, form=form, status=422 if form.errors else 200)


def _let_in(request, event: Event, registration, unknown: str):
    if registration is None:
        messages.error(request, unknown)
        return _back(request, event)
    with reporting(request):
        result = actions.let_in(registration, at=request.received_at, by=Actor.of(request))
        guest = result.registration
        if result.has_changed:
            messages.success(request, f"{guest} er tjekket ind.")
        elif guest.came_at:
            messages.warning(request, f"{guest} er allerede tjekket ind kl. {timezone.localtime(guest.came_at):%H.%M}.")
    return _back(request, event)


def _words(data) -> str:
    return data.get("q", "").replace("\0", "").strip()


def _back(request, event: Event):
    """To the list as it was searched."""
    words = _words(request.POST)
    return redirect(reverse("conferences:door", args=[event.slug]) + (f"?{urlencode({'q': words})}" if words else ""))


def _page(request, name: str, event: Event, *, status: int = 200, **context):
    crumbs = [
        {"label": "Indgang", "url": reverse("conferences:doors")},
        {"label": event.title, "url": reverse("conferences:door", args=[event.slug])},
    ]
    context |= {
        "event": event,
        "crumbs": [*crumbs, {"label": "Uden tilmelding"}] if name == "walk_in" else [crumbs[0], {"label": event.title}],
        "can_manage": can_manage(request.user),
        "here": "door",
    }
    response = render(request, f"conferences/door/{name}.html", context, status=status)
    if name == "door":
        response.headers["Permissions-Policy"] = CAMERA
    return response
