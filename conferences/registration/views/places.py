"""How many seats an event has, and those that are held for municipalities in a course; for managers."""

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from conferences.programme.models import Event
from conferences.registration import actions, guest_list, neighbours
from conferences.registration.managing_forms import CapacityForm, LinkForm, NewAllowanceForm, SeatsForm
from conferences.registration.models import Allowance
from conferences.registration.views.managing import managed_event, managers_page
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import accepted, form_page, sent

HERE, LABEL = "places", "Pladser"


@require_safe
def places(request, slug):
    """How many seats there are, and for whom some of them are held."""
    event = managed_event(request, slug)
    held = guest_list.held_seats(event)
    context: dict[str, Any] = {"counts": guest_list.counts(event, held), "held": held, "also": neighbours.pages(event)}
    return managers_page(request, "places", event, HERE, LABEL, **context)


@form_page
def capacity(request, slug):
    """Change how many there is room for. A number below those who have a seat is asked about once more."""
    event = managed_event(request, slug)
    form = CapacityForm(sent(request), event=event)
    if form.is_bound and form.is_valid():
        wanted = form.cleaned_data["capacity"]
        seated = event.registrations.seated().count()
        # Said of one number: another one is asked about anew.
        if wanted < seated and request.POST.get("set") != str(wanted):
            context = {"form": form, "wanted": wanted, "seated": seated}
            return _page_below(request, "capacity", event, "Antal pladser", status=422, **context)
    if accepted(form, actions.set_capacity, event, request=request):
        messages.success(request, "Antallet af pladser er gemt.")
        return _to_places(event)
    status = 422 if form.errors else 200
    context = {"form": form, "wanted": 0, "seated": 0}
    return _page_below(request, "capacity", event, "Antal pladser", status=status, **context)


@form_page
def allowance_give(request, slug):
    """Hold seats for one more municipality."""
    event = managed_event(request, slug)
    form = NewAllowanceForm(sent(request), event=event)
    if accepted(form, actions.give_allowance, event, request=request):
        messages.success(request, "Pladserne holdes nu. Send linket til kommunens tovholder.")
        return _to_places(event)
    status = 422 if form.errors else 200
    return _page_below(request, "allowance_give", event, "Hold pladser", form=form, status=status)


@form_page
def allowance_change(request, slug, pk):
    """Change how many seats are held for a municipality."""
    event, held = _found(request, slug, pk)
    form = SeatsForm(sent(request), event=event, allowance=held)
    if accepted(form, actions.give_allowance, event, held.organisation, request=request):
        messages.success(request, "Antallet er gemt.")
        return _to_places(event)
    status = 422 if form.errors else 200
    context = {"form": form, "allowance": held, "status": status}
    return _page_below(request, "allowance_change", event, f"Ret antal: {held.organisation}", **context)


@form_page
def allowance_send(request, slug, pk):
    """Send the link to the seats to the coordinator who passes it on. The link itself stands on no page."""
    event, held = _found(request, slug, pk)
    form = LinkForm(sent(request))
    if accepted(form, actions.send_allowance_link, held, request=request, at=request.received_at):
        messages.success(request, f"Linket er på vej til {form.cleaned_data['to']}.")
        return _to_places(event)
    status = 422 if form.errors else 200
    context = {"form": form, "allowance": held, "status": status}
    return _page_below(request, "allowance_send", event, f"Send link: {held.organisation}", **context)


@form_page
def allowance_take_away(request, slug, pk):
    """Ask whether what nobody has taken is to be let go; the POST does it."""
    event, held = _found(request, slug, pk)
    refusal = ""
    if request.method == "POST":
        try:
            actions.take_away(held, by=Actor.of(request))
        except ActionError as refused:
            refusal = str(refused)
        else:
            messages.success(request, "Pladserne er givet fri.")
            return _to_places(event)
    taken = held.registrations.seated().count()
    context = {"allowance": held, "taken": taken, "unused": max(held.seats - taken, 0), "refusal": refusal}
    label, status = f"Giv fri: {held.organisation}", 422 if refusal else 200
    return _page_below(request, "allowance_take_away", event, label, status=status, **context)


def _found(request, slug, pk) -> tuple[Event, Allowance]:
    """The event and the seats held at it, for managers; those of another event are not found here."""
    event = managed_event(request, slug)
    rows = Allowance.objects.filter(event=event).select_related("event__case", "organisation", "link")
    return event, get_object_or_404(rows, pk=pk)


def _to_places(event: Event):
    return redirect("conferences:places", event.slug)


def _page_below(request, name, event, label, *, status=200, **context):
    above = [(LABEL, reverse("conferences:places", args=[event.slug]))]
    return managers_page(request, name, event, HERE, label, above=above, status=status, **context)
