"""What managers see and do afterwards: the results of the survey, and a guest's certificate."""

from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conferences.afterwards import actions, certificates, results, survey
from conferences.programme.views.managing import crumbs
from conferences.registration.models import Registration
from conferences.registration.views.managing import managed_event, managed_guest
from praksis import tables
from praksis.cases.actors import Actor
from praksis.documents import at_once
from praksis.errors import ActionError
from praksis.views import reporting


@require_safe
@never_cache
def evaluation(request, slug):
    """What those who came thought of the day."""
    event = managed_event(request, slug)
    context: dict[str, Any] = {
        "event": event,
        "here": "evaluation",
        "results": results.of(event),
        "came": Registration.objects.came().filter(event=event).count(),
        "is_over": survey.is_over(event, request.received_at),
        "is_open": survey.is_open(event, request.received_at),
        "closes_on": survey.closes_on(event),
        "fewest": results.FEWEST,
        "crumbs": crumbs(event, ("Evaluering", "")),
    }
    return render(request, "conferences/afterwards/evaluation.html", context)


@require_POST
@never_cache
def evaluation_export(request, slug):
    """The results as a file. That it was taken out is noted first."""
    event = managed_event(request, slug)
    kind = tables.asked_for(request)
    found = results.of(event)
    actions.note_export(event, tables.FORMATS[kind], number=found.answers, by=Actor.of(request))
    name = f"evaluering-{event.slug}"
    return tables.response(kind, name=name, title="Evaluering", columns=results.COLUMNS, rows=results.rows(found))


@require_POST
@never_cache
def guest_certificate(request, slug, pk):
    """A guest's certificate as a PDF, for somebody who cannot fetch it themselves. That it was taken out is noted."""
    event, found = managed_guest(request, slug, pk)
    back = reverse("conferences:guest", args=[event.slug, found.pk])
    try:
        actions.note_certificate(found, at=request.received_at, by=Actor.of(request))
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return at_once.pdf(request, certificates.page(found), filename=certificates.filename(found), otherwise=back)


@require_POST
def guest_send_thanks(request, slug, pk):
    """Send a guest the letter with the certificate and the survey once more."""
    event, found = managed_guest(request, slug, pk)
    with reporting(request, success="Mailen med deltagerbevis og evaluering er på vej til gæsten."):
        actions.send_thanks_again(found, at=request.received_at, by=Actor.of(request))
    return redirect("conferences:guest", event.slug, found.pk)
