"""A speaker's own part of a programme, by personal link: to confirm, and to correct."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from conferences.programme import actions, content
from conferences.programme.models import SpeakerRequest
from conferences.programme.parts import part_of, why_closed
from conferences.programme.speaker_forms import PartForm, left_over, seen_of, typed_again
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.mail import links
from praksis.mail.models import Purpose
from praksis.views import form_page, sent

OTHER = "Du har åbnet et andet link siden. Åbn linket i mailen om dette program igen."
CLASH = (
    "En anden har også rettet her imens. Nu står der: »{now}«. Gemmer du igen, er det din tekst, der kommer til at stå."
)


@login_not_required
@never_cache
@require_safe
def check_open(request, token):
    """Exchange the token for the session, so that the address that can be seen and stored is clean."""
    try:
        link = links.redeem(token, purpose=Purpose.CHECK_PROGRAMME)
    except links.LinkRefused as refused:
        return _refused(request, refused)
    links.remember(request.session, link)
    return redirect("conferences:speaker_check", link.object_id)


def by_link(view):
    """Hand the view the request whose link this session holds; say why where it no longer works."""

    @wraps(view)
    def with_request(request, pk, **more):
        try:
            link = links.remembered(request.session, purpose=Purpose.CHECK_PROGRAMME, at=request.received_at)
            if link.object_id != pk:
                raise links.LinkRefused(OTHER)
        except links.LinkRefused as refused:
            return _refused(request, refused)
        found = SpeakerRequest.objects.select_related("event__case", "speaker", "link").filter(pk=pk).first()
        if found is None:
            return _refused(request, links.LinkRefused(links.WITHDRAWN))
        return view(request, found, **more)

    return login_not_required(never_cache(with_request))


@by_link
@form_page
def speaker_check(request, found):
    """What the programme says of the speaker; the POST confirms what they saw."""
    refusal = ""
    if request.method == "POST":
        try:
            actions.answer(found, seen=seen_of(request.POST), at=request.received_at, by=holder(found))
        except ActionError as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Tak. Du har bekræftet din del af programmet.")
            return redirect("conferences:speaker_check", found.pk)
    part = _part(found)
    context = {
        "asked": found,
        "event": found.event,
        "part": part,
        "closed": why_closed(found.event, part, request.received_at),
        "refusal": refusal,
        "contact": settings.CONTACT_EMAIL,
    }
    return render(request, "conferences/programme/speaker_check.html", context, status=422 if refusal else 200)


@by_link
@form_page
def speaker_correct(request, found):
    """Correct one's own part, and confirm it by that."""
    part, left = _part(found), []
    closed = why_closed(found.event, part, request.received_at)
    if closed:
        left = left_over(request.POST, None)
        form = None
    else:
        form = PartForm(sent(request), part=part)
        left = left_over(request.POST, part)
        if form.is_bound and form.is_valid():
            form, left = _answered(request, found, form)
            if form is None:
                return redirect("conferences:speaker_check", found.pk)
    context = {
        "asked": found,
        "event": found.event,
        "form": form,
        "left": left,
        "closed": closed,
        "contact": settings.CONTACT_EMAIL,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "conferences/programme/speaker_correct.html", context, status=status)


def holder(found: SpeakerRequest) -> Actor:
    """The speaker, as whoever holds their link."""
    return Actor.by_link(found.link, name=found.speaker.name, title=found.speaker.title)


def _answered(request, found, form):
    """No form where the action took what it holds; else the form with what is wrong, and words that left it."""
    try:
        actions.answer(
            found, seen=seen_of(request.POST), typed=form.cleaned_data, at=request.received_at, by=holder(found)
        )
    except actions.Overtaken as changed:
        left = left_over(request.POST, changed.part)
        again = PartForm(typed_again(request.POST, changed.part), part=changed.part)
        again.marks = changed.part.marks
        again.add_error(None, str(changed))
        for name in changed.clashing:
            again.add_error(name, CLASH.format(now=changed.part.fields[name]))
        return again, left
    except ActionError as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return form, left_over(request.POST, form.part)
    messages.success(request, "Tak. Dine rettelser er gemt, og din del af programmet er bekræftet.")
    return None, []


def _part(found: SpeakerRequest):
    return part_of(str(found.speaker_id), content.draft(found.event))


def _refused(request, refusal: links.LinkRefused):
    context = {"refusal": refusal, "contact": settings.CONTACT_EMAIL}
    return render(request, "conferences/programme/speaker_refused.html", context, status=404)
