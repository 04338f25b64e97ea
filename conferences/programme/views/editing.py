"""The managers' pages for the programme: the draft of the day, its sessions and its tracks."""

from django.contrib import messages
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from conferences.programme import actions, content, permissions
from conferences.programme.changes import changes
from conferences.programme.clashes import clashes, outside
from conferences.programme.forms import PauseForm, TalkForm, TrackForm, WorkshopForm
from conferences.programme.models import Event, Pause, ProgrammeVersion, SpeakerCorrection, Talk, Workshop
from conferences.programme.parts import standing
from conferences.programme.views.managing import crumbs, edited_event
from praksis.cases.actors import Actor
from praksis.danish import seats_in_words
from praksis.errors import ActionError
from praksis.views import accepted, form_page, reporting, require, sent

# As the addresses call them: the model, its form, and what one adds and changes
KINDS = {
    "pause": (Pause, PauseForm, "Ny pause", "Ret pausen"),
    "oplaeg": (Talk, TalkForm, "Nyt oplæg", "Ret oplægget"),
    "workshop": (Workshop, WorkshopForm, "Ny workshop", "Ret workshoppen"),
}
MORE = {
    "pause": "Gem, og lav en pause til",
    "oplaeg": "Gem, og lav et oplæg til",
    "workshop": "Gem, og lav en workshop til",
}
# Whether speakers corrected anything: of most programmes they have not
CORRECTED = Exists(SpeakerCorrection.objects.filter(request__event=OuterRef("pk")))
# What the public read last, in the event's own query: a page asks few
NEWEST = ProgrammeVersion.objects.filter(event=OuterRef("pk")).order_by("-number")
VERSION = {f"newest_{name}": Subquery(NEWEST.values(name)[:1]) for name in ("number", "content", "published_at")}
# How many guests have a seat in a workshop
CHOSEN = Count("choices", filter=Q(choices__seat__isnull=False))
PATHS = {content.PAUSE: "pause", content.TALK: "oplaeg", content.WORKSHOP: "workshop"}


@require_safe
def programme(request, slug):
    """The day as it is being laid, what is wrong with it, and what the public does not read yet."""
    event = edited_event(request, slug, Event.objects.annotate(has_corrections=CORRECTED, **VERSION))
    workshops = list(content.workshops_of(event).annotate(chosen=CHOSEN))
    items = content.draft(event, workshops)
    chosen = {str(workshop.pk): workshop.chosen for workshop in workshops}
    newest = _newest(event)
    version = newest if event.is_published else None
    corrected = _corrected(event, items, newest) if event.has_corrections else []
    by_item = {item.id for item, _ in corrected}
    context = {
        "event": event,
        "crumbs": crumbs(event, ("Program", "")),
        "rows": [
            {
                "item": item,
                "url": reverse("conferences:session_edit", args=[slug, PATHS[item.kind], item.id]),
                "chosen": chosen.get(item.id, 0),
                "is_corrected": item.id in by_item,
            }
            for item in items
        ],
        "tracks": event.tracks.order_by("order", "name"),
        "warnings": [
            *clashes(items),
            *outside(items, event.starts_at, event.ends_at),
            *(
                _overbooked(item.title, item.seats, chosen[item.id])
                for item in items
                if chosen.get(item.id, 0) > item.seats
            ),
        ],
        "version": version,
        "changes": changes(content.from_json(version.content), items) if version else [],
        "corrected": corrected,
        "kinds": [(kind, heading) for kind, (_, _, heading, _) in KINDS.items()],
    }
    return render(request, "conferences/programme/programme.html", context)


@require_POST
def programme_publish(request, slug):
    """Let everybody read the changes."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_publish(request.user, event))
    with reporting(request, success="Ændringerne er offentliggjort."):
        actions.publish_changes(event, by=Actor.of(request))
    return redirect("conferences:programme", slug)


@form_page
def session_add(request, slug, kind):
    """Add a pause, a talk or a workshop to the draft."""
    event = edited_event(request, slug)
    model, form_class, heading, _ = _kind(kind)
    form = form_class(sent(request), event=event)
    if form.is_bound and form.is_valid() and _saved(request, form, lambda facts, by: _add(form, model, facts, by)):
        messages.success(request, f"»{form.cleaned_data['title']}« er lagt i programmet.")
        if "mere" in request.POST:
            return redirect("conferences:session_add", slug, kind)
        return redirect("conferences:programme", slug)
    return _form(request, event, form, heading, more=MORE[kind])


@form_page
def session_edit(request, slug, kind, session):
    """Change a session in the draft."""
    event = edited_event(request, slug)
    model, form_class, _, heading = _kind(kind)
    found = _session(model, event, session)
    form = form_class(sent(request), event=event, session=found)
    seen = request.POST.get("seen", "")
    if (
        form.is_bound
        and form.is_valid()
        and _saved(request, form, lambda facts, by: actions.change_session(found, by=by, seen=seen, **facts))
    ):
        messages.success(request, f"»{found.title}« er gemt.")
        if model is Workshop:
            _warn_of_seats(request, found)
        return redirect("conferences:programme", slug)
    return _form(
        request, event, form, heading, remove=reverse("conferences:session_remove", args=[slug, kind, session])
    )


@form_page
def session_remove(request, slug, kind, session):
    """Ask whether a session is to be taken out; the POST does it."""
    event = edited_event(request, slug)
    found = _session(_kind(kind)[0], event, session)
    refusal, title = "", found.title
    if request.method == "POST":
        try:
            actions.remove_session(found, by=Actor.of(request))
        except ActionError as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"»{title}« er taget ud af programmet.")
            return redirect("conferences:programme", slug)
    context = {"event": event, "session": found, "refusal": refusal, "crumbs": _crumbs(event, "Fjern")}
    context["chosen"] = found.choices.count() if isinstance(found, Workshop) and not refusal else 0
    return render(request, "conferences/programme/session_remove.html", context, status=422 if refusal else 200)


@form_page
def track_add(request, slug):
    """Add a track."""
    event = edited_event(request, slug)
    form = TrackForm(sent(request))
    if accepted(form, actions.add_track, event, request=request):
        messages.success(request, "Sporet er tilføjet.")
        return redirect("conferences:programme", slug)
    return _form(request, event, form, "Nyt spor")


@form_page
def track_rename(request, slug, track):
    """Call a track something else."""
    event = edited_event(request, slug)
    found = get_object_or_404(event.tracks.select_related("event__case"), pk=track)
    form = TrackForm(sent(request), initial={"name": found.name})
    if accepted(form, actions.rename_track, found, request=request):
        messages.success(request, "Sporet er omdøbt.")
        return redirect("conferences:programme", slug)
    return _form(request, event, form, "Ret sporet")


@require_POST
def track_remove(request, slug, track):
    """Remove a track; its sessions stay."""
    event = edited_event(request, slug)
    found = get_object_or_404(event.tracks.select_related("event__case"), pk=track)
    with reporting(request, success=f"Sporet »{found.name}« er fjernet. Punkterne i det er der stadig."):
        actions.remove_track(found, by=Actor.of(request))
    return redirect("conferences:programme", slug)


def _session(model, event, pk):
    """A session of the draft."""
    rows = model.objects.filter(is_removed=False) if model is Workshop else model.objects
    return get_object_or_404(rows.select_related("event__case"), pk=pk, event=event)


def _newest(event):
    """The version that was published last, without a query of its own."""
    if event.newest_number is None:
        return None
    facts = {"content": event.newest_content, "published_at": event.newest_published_at}
    return ProgrammeVersion(event=event, number=event.newest_number, **facts)


def _corrected(event, items, newest):
    """What speakers corrected since the newest version, as far as the draft still says it."""
    found = SpeakerCorrection.objects.filter(request__event=event).select_related("request__speaker")
    if newest:
        found = found.filter(made_at__gt=newest.published_at)
    return standing(found.order_by("made_at", "pk"), items)


def _kind(name):
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _add(form, model, facts, by):
    return actions.add_session(form.event, model, key=form.key_of_its_own, by=by, **facts)


def _saved(request, form, save) -> bool:
    """Whether the action took what a valid form holds; a refusal stands beside the field that it is about."""
    try:
        save(form.facts, Actor.of(request))
    except actions.SpeakerBusy as busy:
        form.refuse(busy)
    except actions.Changed as conflict:
        form.read_again(conflict)
    except ActionError as refusal:
        form.add_error(refusal.field or None, str(refusal))
    return form.is_valid()


def _warn_of_seats(request, workshop: Workshop) -> None:
    taken = workshop.choices.filter(seat__isnull=False).count()
    if taken > workshop.seats:
        messages.warning(request, _overbooked(workshop.title, workshop.seats, taken))


def _overbooked(title: str, seats: int, taken: int) -> str:
    return f"»{title}« har {seats_in_words(seats)}, men {taken} gæster har en plads i den. Ingen af dem mister den."


def _crumbs(event, label):
    return crumbs(event, ("Program", reverse("conferences:programme", args=[event.slug])), (label, ""))


def _form(request, event, form, heading, remove="", more=""):
    context = {
        "event": event,
        "form": form,
        "heading": heading,
        "crumbs": _crumbs(event, heading),
        "back": reverse("conferences:programme", args=[event.slug]),
        "remove": remove,
        "theirs": getattr(form, "theirs", []),
        "more": more,
        "note": "Det er en kladde, til I offentliggør ændringerne." if event.is_published else "",
    }
    return render(request, "conferences/programme/form.html", context, status=422 if form.errors else 200)
