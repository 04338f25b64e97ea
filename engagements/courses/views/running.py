"""Staffing a course, setting it going, stopping it, giving its place back. Its own page is the dashboard's."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from engagements.courses import actions, permissions, suggesting
from engagements.courses.forms import GiveBackForm, StopForm, TeamForm
from engagements.courses.views.finding import course_to_run
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@form_page
def course_team(request, reference):
    """A manager chooses the course's consultants."""
    engagement = course_to_run(request, reference, "programme__load", "place__round__case")
    require(permissions.can_assign(request.user, engagement))
    current = [consultant.pk for consultant in engagement.team]

    posted = request.POST if request.method == "POST" else None
    form = TeamForm(posted, engagement=engagement, initial={"consultants": current})
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_consultants(engagement, **form.cleaned_data, by=Actor.of(request))
        except ActionError as refusal:  # with the form, so that what was ticked is not lost
            form.add_error(None, str(refusal))
        else:
            alone = len(form.cleaned_data["consultants"]) == 1
            more = " Der er kun én konsulent; typisk er der to." if alone else ""
            messages.add_message(request, messages.WARNING if alone else messages.SUCCESS, f"Holdet er gemt.{more}")
            return redirect(engagement)
    need, fits = suggesting.fits(engagement)
    context = {"engagement": engagement, "form": form, "need": need, "fits": fits}
    return render(request, "engagements/courses/course_team.html", context, status=422 if form.errors else 200)


@require_POST
def course_start(request, reference):
    """Set the course going."""
    engagement = course_to_run(request, reference)
    require(permissions.can_run(request.user, engagement))

    with reporting(request, success="Forløbet er sat i gang."):
        actions.start_course(engagement, by=Actor.of(request))
    return redirect(engagement)


@form_page
def course_give_back(request, reference):
    """The party gives its place back before the course has begun, or a manager notes it for them."""
    engagement = course_to_run(request, reference)
    require(permissions.can_give_place_back(request.user, engagement))

    form = GiveBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Pladsen er givet tilbage."):
            actions.give_place_back(engagement, reason=form.cleaned_data["reason"], by=Actor.of(request))
        return redirect(engagement)
    context = {
        "engagement": engagement,
        "form": form,
        "is_ours": not permissions.writes_for_party(request.user, engagement),
    }
    return render(request, "engagements/courses/course_give_back.html", context, status=422 if form.errors else 200)


@form_page
def course_stop(request, reference):
    """End the course before its time."""
    engagement = course_to_run(request, reference)
    require(engagement.is_running and permissions.can_run(request.user, engagement))

    form = StopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.stop_course(engagement, reason=form.cleaned_data["reason"], by=Actor.of(request))
        except ActionError as refusal:  # with the form, so that the reason is not lost
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Forløbet er stoppet.")
            return redirect(engagement)
    context = {"engagement": engagement, "form": form}
    return render(request, "engagements/courses/course_stop.html", context, status=422 if form.errors else 200)
