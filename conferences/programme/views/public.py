"""The public pages of conferences and theme days, and the buttons by which managers show and hide them."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from conferences.programme import actions, content, entries, permissions
from conferences.programme.changes import changes
from conferences.programme.models import Event
from conferences.programme.steps import next_step
from conferences.programme.timetable import grid, on_theme, speakers, timetable
from praksis.calendar import PUBLISH, calendar_file
from praksis.cases.actors import Actor
from praksis.themes import Theme
from praksis.views import reporting, require

# So many earlier events are shown at once; the list grows by one or two a year.
EARLIER = 20
GRID = "skema"


@login_not_required
@require_safe
def event_list(request):
    """Coming conferences and theme days, and the earlier ones."""
    events = Event.objects.visible_to(request.user)
    today = timezone.localdate()
    can_create = permissions.can_create(request.user)
    return render(
        request,
        "conferences/programme/event_list.html",
        {
            "coming": events.coming(today),
            "earlier": events.earlier(today)[:EARLIER],
            "can_create": can_create,
            # A page of a later room, which this one knows by its address alone
            "erasing": f"{request.path}sletning/" if can_create else "",
        },
    )


@login_not_required
@require_safe
@gzip_page
def event(request, slug):
    """One event: the day hour by hour or as a table, who speaks, and where. Managers may ask for the draft."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    can_publish = permissions.can_publish(request.user, event)
    versions = event.versions.order_by("-number")[:2] if event.is_public else []
    public = [content.from_json(version.content) for version in versions]
    is_preview = can_publish and event.is_published and "kladde" in request.GET
    # An event that was made public before there were versions is shown as it stands.
    items = content.draft(event) if is_preview or not public else public[0]
    themes = [(key, name) for key, name in Theme.choices if any(item.theme == key for item in items)]
    theme = request.GET.get("tema", "")
    theme = theme if theme in dict(themes) else ""
    shown = on_theme(items, theme)
    look = GRID if request.GET.get("vis") == GRID else ""
    tells_changes = len(public) > 1 and event.is_coming and event.is_published and not is_preview
    return render(
        request,
        "conferences/programme/event.html",
        {
            "event": event,
            "crumbs": [{"label": "Konferencer", "url": reverse("conferences:event_list")}, {"label": event.title}],
            "slots": timetable(shown),
            "grid": grid(shown) if look else None,
            "speakers": speakers(timetable(items)),
            "looks": _looks(themes, theme, look, is_preview) if items else [],
            "theme_name": dict(themes).get(theme, ""),
            "changed": changes(public[1], public[0]) if tells_changes else [],
            "version": versions[0] if tells_changes else None,
            "is_preview": is_preview,
            "can_publish": can_publish,
            "step": next_step(event, request.received_at, is_laid=bool(items)) if can_publish else None,
            "takes_registrations": event.takes_registrations_at(request.received_at),
            "now": request.received_at,
        },
    )


@login_not_required
@require_safe
def event_calendar(request, slug):
    """The day as a file for anybody's calendar."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    file = calendar_file([entries.entry(event, at=timezone.now())], PUBLISH)
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}.ics"'}
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


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


def _looks(themes, theme: str, look: str, is_preview: bool) -> list[tuple[str, list[dict]]]:
    """The ways to see the programme: each as its label and choices, which keep what is chosen of the others."""

    def choice(label, **asked):
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in {"vis": look, "tema": theme, **asked}.items() if value})
        if is_preview:
            query["kladde"] = "1"
        is_current = asked.items() <= {"vis": look, "tema": theme}.items()
        return {"label": label, "url": f"?{query.urlencode()}", "is_current": is_current}

    ways = [("Vis som", [choice("Liste", vis=""), choice("Skema", vis=GRID)])]
    if themes:
        ways.append(("Tema", [choice("Alle", tema=""), *(choice(name, tema=key) for key, name in themes)]))
    return ways
