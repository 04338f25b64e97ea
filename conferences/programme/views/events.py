"""The managers' pages for an event itself: to make it, and to change what is told of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from conferences.programme import actions, permissions
from conferences.programme.forms import EventForm, FactsForm
from conferences.programme.models import Event
from praksis.views import accepted, form_page, require, sent


@form_page
def event_make(request):
    """Make a conference or theme day; nobody else sees it yet."""
    require(permissions.can_create(request.user))
    form = EventForm(sent(request))
    if accepted(form, actions.create, request=request):
        made = Event.objects.get(pk=form.cleaned_data["key"])
        messages.success(request, "Arrangementet er oprettet som kladde. Læg nu programmet.")
        return redirect("conferences:programme", made.slug)
    crumbs = [{"label": "Konferencer", "url": reverse("conferences:event_list")}, {"label": "Nyt arrangement"}]
    context = {"form": form, "heading": "Nyt arrangement", "crumbs": crumbs, "back": reverse("conferences:event_list")}
    context |= {"note": "", "remove": "", "more": ""}
    return render(request, "conferences/programme/form.html", context, status=422 if form.errors else 200)


@form_page
def event_edit(request, slug):
    """Change what is told of an event: everybody reads it at once where it is public."""
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_edit(request.user, event))
    form = FactsForm(sent(request), initial=FactsForm.initial_of(event))
    if accepted(form, actions.change_facts, event, request=request):
        messages.success(request, "Oplysningerne er gemt.")
        return redirect(event)
    crumbs = [
        {"label": "Konferencer", "url": reverse("conferences:event_list")},
        {"label": event.title, "url": event.get_absolute_url()},
        {"label": "Ret oplysninger"},
    ]
    context = {"form": form, "heading": "Ret oplysninger", "crumbs": crumbs, "back": event.get_absolute_url()}
    context["note"] = "Alle kan læse rettelserne, så snart de er gemt." if event.is_published else ""
    context |= {"remove": "", "more": ""}
    return render(request, "conferences/programme/form.html", context, status=422 if form.errors else 200)
