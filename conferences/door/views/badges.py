"""The guests' badges as a PDF, for managers. Made while one waits and kept nowhere; that it was done is noted."""

from typing import Any

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from conferences.door import badge_actions, badges
from conferences.door.badge_forms import ALL, NEW, NOBODY, SINCE, BadgesForm
from conferences.programme.models import Event
from conferences.programme.views.managing import crumbs
from conferences.registration.views.managing import managed_event
from praksis.cases.actors import Actor
from praksis.documents import at_once
from praksis.views import form_page, sent


@form_page
@never_cache
def event_badges(request, slug):
    """Choose whose badges to take out; the POST gives the file."""
    event = managed_event(request, slug)
    everybody, made_at = badges.guests(event), badge_actions.last_made_at(event)
    number = everybody.count()
    form = BadgesForm(sent(request), made_at=made_at, parts=badges.parts(number))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        rows = {
            ALL: lambda: everybody,
            NEW: lambda: badges.seated_since(event, made_at),
            SINCE: lambda: badges.seated_since(event, said["since"]),
            NOBODY: everybody.none,
        }[said["whose"]]()
        chosen, blank = badges.part_of(rows, said.get("part") or 1), said["blank"] or 0
        if chosen or blank:
            badge_actions.note_badges(event, number=len(chosen), blank=blank, by=Actor.of(request))
            return _pdf(request, event, chosen, blank, name="navneskilte")
        form.add_error("whose", "Der er ingen at lave navneskilte til. Vælg andre, eller skriv et antal uden navn.")
    context: dict[str, Any] = {
        "event": event,
        "here": "badges",
        "form": form,
        "number": number,
        "most": badges.IN_ONE_FILE,
        "crumbs": crumbs(event, ("Navneskilte", "")),
    }
    return render(request, "conferences/door/badges.html", context, status=422 if form.errors else 200)


@require_POST
@never_cache
def guest_badge(request, slug, pk):
    """One guest's badge, such as for somebody who has lost theirs."""
    event = managed_event(request, slug)
    found = get_object_or_404(badges.guests(event).select_related("municipality"), pk=pk)
    found.event = event
    badge_actions.note_badge(found, by=Actor.of(request))
    return _pdf(request, event, [found], 0, name=f"navneskilt-{found.number}")


def _pdf(request, event: Event, rows: list, blank: int, *, name: str):
    page = badges.page(event, rows, blank=blank)
    back = reverse("conferences:event_badges", args=[event.slug])
    return at_once.pdf(request, page, filename=f"{name}-{event.slug}.pdf", otherwise=back)
