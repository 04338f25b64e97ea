"""The managers' page of an event's speakers: who was asked to look their part through, and what came of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conferences.programme import actions, content, permissions
from conferences.programme.models import Event, Speaker, SpeakerRequest
from conferences.programme.speaker_forms import AddressForm
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import accepted, form_page, reporting, require, sent


@require_safe
@never_cache
def event_speakers(request, slug):
    """Each speaker of the draft with their sessions and address, when they were asked, and what they answered."""
    event = _event(request, slug)
    items = content.draft(event)
    asked = event.speaker_requests.select_related("speaker", "link").order_by("speaker__name", "speaker__title", "pk")
    by_speaker = {one.speaker_id: one for one in asked}
    speakers = actions.speakers_of(items)
    gone = [one.speaker for one in asked if one.speaker not in speakers]
    rows = [
        {
            "speaker": speaker,
            "items": [item for item in items if str(speaker.pk) in {one.id for one in item.speakers}],
            "asked": by_speaker.get(speaker.pk),
            # So that two presses are one
            "seen": by_speaker[speaker.pk].asked_at.isoformat() if speaker.pk in by_speaker else "",
        }
        for speaker in [*speakers, *gone]
    ]
    context = {
        "event": event,
        "crumbs": _crumbs(event),
        "rows": rows,
        "may_ask": not event.is_called_off and not event.has_begun(request.received_at),
        "to_ask": sum(bool(row["speaker"].email) and not row["asked"] for row in rows),
    }
    return render(request, "conferences/programme/event_speakers.html", context)


@require_POST
def speakers_ask(request, slug):
    """Ask all who were not asked."""
    event = _event(request, slug)
    try:
        number, without = actions.ask_all(event, at=request.received_at, by=Actor.of(request))
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        if number:
            messages.success(
                request, "1 oplægsholder er spurgt." if number == 1 else f"{number} oplægsholdere er spurgt."
            )
        else:
            messages.info(request, "Der var ingen at spørge.")
        if without:
            messages.warning(request, f"Disse har ingen mailadresse og er ikke spurgt: {', '.join(without)}.")
    return redirect("conferences:event_speakers", slug)


@require_POST
def speaker_ask(request, slug, pk):
    """Ask one speaker, or ask them again."""
    event = _event(request, slug)
    speaker = get_object_or_404(_of(event), pk=pk)
    with reporting(request, success=f"{speaker.name} er spurgt. Mailen er på vej."):
        actions.ask(event, speaker, seen=request.POST.get("set", ""), at=request.received_at, by=Actor.of(request))
    return redirect("conferences:event_speakers", slug)


@require_POST
def speaker_withdraw(request, slug, pk):
    """Take a speaker's link back."""
    event = _event(request, slug)
    found = SpeakerRequest.objects.select_related("event__case", "speaker", "link").filter(event=event, speaker=pk)
    asked = get_object_or_404(found)
    with reporting(request, success=f"Linket til {asked.speaker.name} virker ikke længere."):
        actions.withdraw(asked, by=Actor.of(request))
    return redirect("conferences:event_speakers", slug)


@form_page
def speaker_address(request, slug, pk):
    """Write where a speaker gets mail."""
    event = _event(request, slug)
    speaker = get_object_or_404(_of(event), pk=pk)
    form = AddressForm(sent(request), initial={"email": speaker.email})
    if accepted(form, actions.set_address, event, speaker, request=request):
        messages.success(request, f"Mailadressen på {speaker.name} er gemt.")
        return redirect("conferences:event_speakers", slug)
    above = reverse("conferences:event_speakers", args=[slug])
    context = {
        "form": form,
        "heading": f"Mailadresse: {speaker.name}",
        "crumbs": [*_crumbs(event)[:-1], {"label": "Oplægsholdere", "url": above}, {"label": "Mailadresse"}],
        "back": above,
        "remove": "",
        "note": "Er personen spurgt allerede, så spørg igen bagefter: først da får den nye adresse linket.",
    }
    return render(request, "conferences/programme/form.html", context, status=422 if form.errors else 200)


def _event(request, slug) -> Event:
    """The event, for those who lay programmes."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_edit(request.user, event))
    return event


def _of(event: Event):
    """The speakers of an event: those in its draft, and those who were asked."""
    own = {one.pk for one in actions.speakers_of(content.draft(event))}
    own |= set(event.speaker_requests.values_list("speaker", flat=True))
    return Speaker.objects.filter(pk__in=own)


def _crumbs(event: Event) -> list[dict]:
    return [
        {"label": "Konferencer", "url": reverse("conferences:event_list")},
        {"label": event.title, "url": event.get_absolute_url()},
        {"label": "Program", "url": reverse("conferences:programme", args=[event.slug])},
        {"label": "Oplægsholdere"},
    ]
