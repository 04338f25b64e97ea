"""The courses' seats at an event, for managers; a course's own seats; and the event that a step is about."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from conferences.programme.models import Event
from conferences.programme.views.managing import crumbs
from conferences.registration.models import Allowance
from engagements.attendance import actions, permissions, seats
from engagements.attendance.forms import SeatsForm, StepEventForm
from engagements.courses.views.finding import course_to_run, visible_step
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import accepted, form_page, reporting, require, sent


@require_safe
def course_seats(request, slug):
    """Who among the courses has seats at an event, and, once it is asked, who would get how many."""
    event = _managed_event(request, slug)
    asked = request.GET if "antal" in request.GET else None
    return _seats_page(request, event, SeatsForm(asked, event=event))


@require_POST
def course_seats_give(request, slug):
    """Hold the seats that were shown, and send the coordinators their links."""
    event = _managed_event(request, slug)
    form = SeatsForm(request.POST, event=event)
    if not form.is_valid():
        return _seats_page(request, event, form, status=422)
    kinds, number = form.cleaned_data["slags"], form.cleaned_data["antal"]
    try:
        given = actions.give_seats(event, kinds, number, at=request.received_at, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return _seats_page(request, event, form, status=422)
    if given:
        whom = "1 part. Linket" if given == 1 else f"hver af {given} parter. Linkene"
        messages.success(request, f"Der holdes nu {number} pladser til {whom} er på vej.")
    else:
        messages.info(request, "De har alle pladser i forvejen, så intet er ændret.")
    return redirect("engagements:course_seats", slug)


def _managed_event(request, slug: str) -> Event:
    event = get_object_or_404(Event.objects.visible_to(request.user).select_related("case"), slug=slug)
    require(permissions.can_give_seats(request.user))
    return event


def _seats_page(request, event: Event, form: SeatsForm, *, status: int = 200):
    is_asked = form.is_bound and form.is_valid()
    kinds = form.cleaned_data["slags"] if is_asked else form.initial["slags"]
    plan = seats.plan(event, kinds, form.cleaned_data["antal"] if is_asked else 0, timezone.localdate())
    context = {
        "event": event,
        "form": form,
        "plan": plan,
        "is_asked": is_asked,
        "has_given": any(row.allowance for row in plan.rows),
        "left_over": seats.left_over(event),
        "crumbs": crumbs(
            event, ("Pladser", reverse("conferences:places", args=[event.slug])), ("Pladser til forløb", "")
        ),
    }
    status = 422 if form.errors else status
    return render(request, "engagements/attendance/course_seats.html", context, status=status)


@require_safe
def course_events(request, reference):
    """The seats that are held for a course's party, and for the party itself who has registered by them."""
    engagement = course_to_run(request, reference, "programme")
    context = {
        "engagement": engagement,
        "own": seats.own(engagement, timezone.localdate()),
        "may_pass_on": permissions.can_pass_on(request.user, engagement),
        "now": request.received_at,
    }
    return render(request, "engagements/attendance/course_events.html", context)


@require_POST
def course_seats_link(request, reference, pk):
    """Send the link to whoever asks for it, to pass it on: it stands in mails alone."""
    engagement = course_to_run(request, reference)
    require(permissions.can_pass_on(request.user, engagement))
    held = Allowance.objects.filter(organisation=engagement.party_id, event__in=Event.objects.published())
    allowance = get_object_or_404(held.select_related("event__case", "organisation", "link"), pk=pk)

    with reporting(request, success=f"Linket er på vej til {request.user.email}."):
        actions.send_link(allowance, to=request.user, at=request.received_at, by=Actor.of(request))
    return redirect("engagements:course_events", reference)


@form_page
def step_event(request, reference, order):
    """Say which conference or theme day a step is about."""
    step = visible_step(request, reference, order)
    require(permissions.can_choose_event(request.user, step))

    form = StepEventForm(sent(request), step=step)
    if accepted(form, actions.choose_event, step, request=request):
        messages.success(request, "Valget er gemt.")
        return redirect(step)
    context = {"step": step, "engagement": step.engagement, "form": form}
    return render(request, "engagements/attendance/step_event.html", context, status=422 if form.errors else 200)
