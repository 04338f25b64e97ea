"""The managers' pages of all speakers: to find them, correct who they are, and make one of two for the same person."""

from collections import defaultdict

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conferences.programme import actions, permissions
from conferences.programme.models import Speaker, Talk, Workshop
from conferences.programme.speaker_forms import MergeForm, SpeakerForm
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.views import accepted, form_page, require, sent

PAGE = 50
LABEL = "Oplægsholdere"


@require_safe
@never_cache
def speakers(request):
    """All speakers, narrowed by what is searched for, with how many events each is in."""
    require(permissions.can_create(request.user))
    words, found = _searched(request)
    page = page_of(found, PAGE, request)
    events = _events_of(page.object_list)
    context = {
        "page": page,
        "words": words,
        "rows": [{"speaker": one, "events": len(events[one.pk])} for one in page.object_list],
        "crumbs": _crumbs(),
    }
    return render(request, "conferences/programme/speakers.html", context)


@form_page
@never_cache
def speaker_edit(request, pk):
    """Correct who a speaker is; leads to what else can be done."""
    speaker = _speaker(request, pk)
    form = SpeakerForm(sent(request), initial={name: getattr(speaker, name) for name in SpeakerForm.base_fields})
    if accepted(form, actions.change_speaker, speaker, request=request):
        messages.success(request, "Oplægsholderen er gemt.")
        return redirect("conferences:speakers")
    speaker.refresh_from_db()
    sessions = _sessions_of(speaker)
    context = {
        "speaker": speaker,
        "form": form,
        "sessions": sessions,
        "may_delete": not sessions and not speaker.requests.exists(),
        "crumbs": _crumbs((str(speaker), "")),
    }
    return render(request, "conferences/programme/speaker_edit.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
def speaker_merge_with(request, pk):
    """Choose who else is the same person."""
    speaker = _speaker(request, pk)
    words, found = _searched(request)
    above = reverse("conferences:speaker_edit", args=[pk])
    context = {
        "speaker": speaker,
        "words": words,
        "page": page_of(found.exclude(pk=pk), PAGE, request),
        "crumbs": _crumbs((str(speaker), above), ("Saml", "")),
    }
    return render(request, "conferences/programme/speaker_merge_with.html", context)


@form_page
@never_cache
def speaker_merge(request, pk, other):
    """See two that may be the same person, and choose who stays; the POST merges."""
    speaker = _speaker(request, pk)
    other = get_object_or_404(Speaker.objects.exclude(pk=pk), pk=other)
    above = reverse("conferences:speaker_edit", args=[pk])
    context = {"speaker": speaker, "other": other, "crumbs": _crumbs((str(speaker), above), ("Saml", ""))}
    form = MergeForm(sent(request), one=speaker, other=other)
    if form.is_bound and form.is_valid():
        kept, gone = form.kept_and_gone
        try:
            actions.merge(kept, gone, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"De to er samlet. {kept} står nu i begges programmer.")
            return redirect("conferences:speaker_edit", kept.pk)
    context |= {"form": form, "both": [{"speaker": one, "sessions": _sessions_of(one)} for one in (speaker, other)]}
    return render(request, "conferences/programme/speaker_merge.html", context, status=422 if form.errors else 200)


@form_page
@never_cache
def speaker_delete(request, pk):
    """Ask whether a speaker is to be deleted; the POST does it."""
    speaker = _speaker(request, pk)
    refusal, words = "", str(speaker)
    if request.method == "POST":
        try:
            actions.delete_speaker(speaker, by=Actor.of(request))
        except ActionError as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"{words} er slettet.")
            return redirect("conferences:speakers")
    above = reverse("conferences:speaker_edit", args=[pk])
    context = {"speaker": speaker, "refusal": refusal, "crumbs": _crumbs((words, above), ("Slet", ""))}
    return render(request, "conferences/programme/speaker_delete.html", context, status=422 if refusal else 200)


def _speaker(request, pk) -> Speaker:
    require(permissions.can_create(request.user))
    return get_object_or_404(Speaker, pk=pk)


def _searched(request):
    """What is searched for, and who is found by it."""
    words = request.GET.get("q", "").replace("\0", "").strip()
    found = Speaker.objects.order_by("name", "title", "pk")
    if words:
        found = found.filter(Q(name__icontains=words) | Q(title__icontains=words) | Q(email__icontains=words))
    return words, found


def _events_of(some) -> dict:
    """The ids of the events of each of these speakers; in two queries."""
    events = defaultdict(set)
    keys = [one.pk for one in some]
    for model in (Talk, Workshop):
        for key, event in model.objects.filter(speakers__in=keys).order_by("pk").values_list("speakers", "event"):
            events[key].add(event)
    return events


def _sessions_of(speaker: Speaker) -> list:
    """The talks and workshops of a speaker with their events, the newest first."""
    found = [*speaker.talks.select_related("event"), *speaker.workshops.select_related("event")]
    return sorted(found, key=lambda one: (-one.event.held_on.toordinal(), one.event.title, one.starts_at, str(one.pk)))


def _crumbs(*below: tuple[str, str]) -> list[dict]:
    first = {"label": "Konferencer", "url": reverse("conferences:event_list")}
    if not below:
        return [first, {"label": LABEL}]
    rows = [{"label": label, "url": url} if url else {"label": label} for label, url in below]
    return [first, {"label": LABEL, "url": reverse("conferences:speakers")}, *rows]
