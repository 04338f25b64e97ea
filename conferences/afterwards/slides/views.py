"""The pages of slides: for managers, for the speakers by their link, and for the participants by theirs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conferences.afterwards.slides import actions, permissions
from conferences.afterwards.slides.forms import SlidesForm
from conferences.afterwards.slides.models import Slides, SlidesRelease
from conferences.afterwards.slides.showing import are_shown, by_session
from conferences.programme.models import Event, Talk, Workshop
from conferences.programme.views.checking import by_link as by_speakers_link
from conferences.programme.views.checking import holder
from conferences.programme.views.managing import crumbs
from conferences.registration.views.own import by_link as by_guests_link
from praksis.cases.actors import Actor
from praksis.documents.views import as_attachment
from praksis.views import accepted, form_page, reporting, require

LABEL = "Slides"
KINDS = {"oplaeg": Talk, "workshop": Workshop}


@require_safe
@never_cache
def slides(request, slug):
    """The sessions with their slides, and whether the participants see them."""
    event = _event(request, slug)
    release = SlidesRelease.objects.filter(event=event).first()
    there = list(event.slides.select_related("document", "speaker").order_by("added_at", "pk"))
    sessions = [*event.talks.order_by("pk"), *event.workshops.filter(is_removed=False).order_by("pk")]
    keys = {session.pk for session in sessions}
    context = {
        "event": event,
        "here": "slides",
        "crumbs": crumbs(event, (LABEL, "")),
        "rows": by_session(sessions, there),
        "without": [one for one in there if keys.isdisjoint((one.talk_id, one.workshop_id))],
        "release": release,
        "are_shown": are_shown(event, release, request.received_at),
    }
    return render(request, "conferences/afterwards/slides.html", context)


@form_page
@never_cache
def slides_add(request, slug, kind, session):
    """Put slides to a session."""
    event = _event(request, slug)
    found = get_object_or_404(_model(kind).objects.select_related("event__case"), pk=session, event=event)
    form = _sent(request)
    if accepted(form, actions.add, found, request=request):
        messages.success(request, f"Slides til »{found.title}« er lagt op.")
        return redirect("conferences:slides", slug)
    back = reverse("conferences:slides", args=[slug])
    return _form(request, form, found, back, crumbs(event, (LABEL, back), ("Læg op", "")))


@require_safe
@never_cache
def slides_file(request, slug, pk):
    """A file of slides, for managers."""
    event = _event(request, slug)
    return as_attachment(request, get_object_or_404(event.slides.select_related("document"), pk=pk).document)


@form_page
@never_cache
def slides_remove(request, slug, pk):
    """Ask whether slides are to be taken away; the POST does it."""
    event = _event(request, slug)
    found = get_object_or_404(event.slides.select_related("document", "event__case"), pk=pk)
    if request.method == "POST":
        with reporting(request, success="Filen er taget væk."):
            actions.remove(found, by=Actor.of(request))
        return redirect("conferences:slides", slug)
    back = reverse("conferences:slides", args=[slug])
    way = crumbs(event, (LABEL, back), ("Tag væk", ""))
    context = {"event": event, "slides": found, "crumbs": way, "back": back}
    return render(request, "conferences/afterwards/slides_remove.html", context)


@require_POST
def slides_show(request, slug):
    """Let the participants fetch the slides from now on."""
    event = _event(request, slug)
    with reporting(request, success="Deltagerne kan hente slides nu."):
        actions.decide(event, is_shown=True, by=Actor.of(request))
    return redirect("conferences:slides", slug)


@require_POST
def slides_hold_back(request, slug):
    """Keep the slides from the participants."""
    event = _event(request, slug)
    with reporting(request, success="Deltagerne kan ikke hente slides, før I viser dem."):
        actions.decide(event, is_shown=False, by=Actor.of(request))
    return redirect("conferences:slides", slug)


@by_guests_link
@require_safe
def guest_slides(request, found):
    """The slides that a participant may fetch; before that, when they come."""
    shown = _shown_to(found, request.received_at)
    there = list(_of_programme(found.event)) if shown else []
    sessions = {one.session.pk: one.session for one in there}
    context = {
        "registration": found,
        "event": found.event,
        "shown": shown,
        "rows": by_session(sessions.values(), there),
        "is_held_back": not shown and request.received_at > found.event.ends_on_the_day_at,
    }
    return render(request, "conferences/afterwards/guest_slides.html", context)


@by_guests_link
@require_safe
def guest_slides_file(request, found, slides):
    """A file of slides, for a participant."""
    if not _shown_to(found, request.received_at):
        raise Http404
    return as_attachment(request, get_object_or_404(_of_programme(found.event), pk=slides).document)


@by_speakers_link
@require_safe
def speaker_slides(request, found):
    """A speaker's own sessions, with the slides that are there."""
    sessions = [
        *found.event.talks.filter(speakers=found.speaker).order_by("pk"),
        *found.event.workshops.filter(speakers=found.speaker, is_removed=False).order_by("pk"),
    ]
    there = _of_programme(found.event)
    context = {"asked": found, "event": found.event, "rows": by_session(sessions, there)}
    return render(request, "conferences/afterwards/speaker_slides.html", context)


@by_speakers_link
@form_page
def speaker_slides_add(request, found, kind, session):
    """Put slides to one of one's own sessions."""
    own = _model(kind).objects.filter(speakers=found.speaker).select_related("event__case")
    session = get_object_or_404(own, pk=session, event=found.event)
    form = _sent(request)
    by = holder(found)
    if accepted(form, actions.add_own, found, session, request=request, at=request.received_at, by=by):
        messages.success(request, f"Tak. Dine slides til »{session.title}« er lagt op.")
        return redirect("conferences:speaker_slides", found.pk)
    return _form(request, form, session, reverse("conferences:speaker_slides", args=[found.pk]), [])


def _event(request, slug) -> Event:
    """The event, for those who look after its slides."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_manage(request.user))
    return event


def _model(kind: str):
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _of_programme(event: Event):
    return Slides.objects.in_the_programme().filter(event=event).order_by("added_at", "pk")


def _shown_to(found, at) -> bool:
    """Whether this guest may fetch them: with a seat, and once they are shown."""
    release = SlidesRelease.objects.filter(event=found.event).first()
    return found.is_seated and are_shown(found.event, release, at)


def _sent(request) -> SlidesForm:
    return SlidesForm(request.POST, request.FILES) if request.method == "POST" else SlidesForm()


def _form(request, form, session, back, way):
    context = {"form": form, "session": session, "event": session.event, "back": back, "crumbs": way}
    return render(request, "conferences/afterwards/slides_add.html", context, status=422 if form.errors else 200)
