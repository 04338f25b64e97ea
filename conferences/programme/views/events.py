"""The managers' pages for an event itself: to make it, and to change what is told of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conferences.programme import actions, permissions
from conferences.programme.forms import CallOffForm, ChangedFactsForm, EventForm
from conferences.programme.models import Event
from conferences.programme.views.managing import crumbs, edited_event
from praksis.cases.actors import Actor
from praksis.views import accepted, form_page, require, sent

NOTE = (
    "Alle kan læse rettelserne, så snart de er gemt. Ændrer I titel, dag, tid eller sted, får alle tilmeldte en mail."
)


@form_page
def event_make(request):
    """Make a conference or theme day; nobody else sees it yet."""
    require(permissions.can_create(request.user))
    form = EventForm(sent(request))
    if accepted(form, actions.create, request=request):
        made = Event.objects.get(pk=form.cleaned_data["key"])
        messages.success(request, "Arrangementet er oprettet som kladde. Læg nu programmet.")
        return redirect("conferences:programme", made.slug)
    back, heading = reverse("conferences:event_list"), "Nyt arrangement"
    above = [{"label": "Konferencer", "url": back}, {"label": heading}]
    context = {"form": form, "heading": heading, "crumbs": above, "back": back}
    context |= {"event": None, "note": "", "remove": "", "more": "", "theirs": []}
    return render(request, "conferences/programme/form.html", context, status=422 if form.errors else 200)


@form_page
def event_edit(request, slug):
    """Change what is told of an event: everybody reads it at once where it is public."""
    event = edited_event(request, slug)
    form = ChangedFactsForm(sent(request), event=event)
    try:
        is_saved = form.is_bound and form.is_valid()
        if is_saved:
            actions.change_facts(event, **form.cleaned_data, by=Actor.of(request))
    except actions.Changed as conflict:
        form.read_again(conflict)
    else:
        if is_saved:
            messages.success(request, "Oplysningerne er gemt.")
            return redirect(event)
    heading = "Ret oplysninger"
    context = {
        "form": form,
        "heading": heading,
        "crumbs": crumbs(event, (heading, "")),
        "back": event.get_absolute_url(),
    }
    context["note"] = NOTE if event.is_published else ""
    context |= {"event": event, "remove": "", "more": "", "theirs": form.theirs}
    return render(request, "conferences/programme/form.html", context, status=422 if form.errors else 200)


@form_page
def event_call_off(request, slug):
    """Ask why an event will not be held; the POST calls it off, for good."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_publish(request.user, event))
    form = CallOffForm(sent(request))
    if accepted(form, actions.call_off, event, request=request):
        messages.success(request, "Arrangementet er aflyst. Gæsterne får en mail.")
        return redirect(event)
    guests = event.registrations.active().count()
    context = {"event": event, "form": form, "crumbs": crumbs(event, ("Aflys", "")), "guests": guests}
    return render(request, "conferences/programme/event_call_off.html", context, status=422 if form.errors else 200)
