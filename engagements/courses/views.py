"""What people do with a course and its steps. The pages themselves are the dashboard's."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from engagements.courses import actions, permissions
from engagements.courses.forms import ClosingForm, GiveBackForm, TeamForm, WhichInstitutionForm
from engagements.courses.models import Engagement
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


def course_to_run(request, reference):
    """The course of this reference number with what tells who may do what in it, or 404."""
    courses = Engagement.objects.visible_to(request.user).select_related("case", "party__as_institution")
    return get_object_or_404(courses, case__reference=reference)


def visible_step(request, reference, order):
    """A step of a visible course, or 404."""
    return get_object_or_404(course_to_run(request, reference).steps, order=order)


@form_page
def course_team(request, reference):
    """A manager chooses the course's consultants."""
    engagement = course_to_run(request, reference)
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
            messages.success(request, "Holdet er gemt.")
            return redirect(engagement)
    context = {"engagement": engagement, "form": form}
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
def course_close(request, reference):
    """End the course with a short note."""
    engagement = course_to_run(request, reference)
    require(permissions.can_run(request.user, engagement))

    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_course(engagement, note=form.cleaned_data["note"], by=Actor.of(request))
        except ActionError as refusal:  # with the form, so that the note is not lost
            form.add_error(None, str(refusal))
        else:
            return redirect(engagement)
    return render(request, "engagements/courses/course_close.html", {"engagement": engagement, "form": form})


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


@require_POST
def step_complete(request, reference, order):
    """Mark a step done, or one institution's part of it."""
    step = visible_step(request, reference, order)
    require(permissions.can_complete(request.user, step))

    with reporting(request, success=f"»{step.text}« er meldt færdig."):
        actions.complete_step(step, by=Actor.of(request), institution=_institution(request, step))
    return _back(request, step)


@require_POST
def step_reopen(request, reference, order):
    """Take a mark back."""
    step = visible_step(request, reference, order)
    require(permissions.can_complete(request.user, step))

    with reporting(request, success=f"»{step.text}« er åbnet igen."):
        actions.reopen_step(step, by=Actor.of(request), institution=_institution(request, step))
    return _back(request, step)


@require_POST
def step_skip(request, reference, order):
    """Say that a step is not relevant in this course."""
    step = visible_step(request, reference, order)
    require(permissions.can_skip(request.user, step))

    with reporting(request, success=f"»{step.text}« er taget ud af forløbet."):
        actions.skip_step(step, by=Actor.of(request))
    return _back(request, step)


def _institution(request, step):
    form = WhichInstitutionForm(request.POST, engagement=step.engagement)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["institution"]


def _back(request, step):
    return redirect(step.engagement if request.POST.get("from") == "course" else step)
