"""Fitting the framework's copy to one course: moving a step, leaving one out, adding one."""

from django.contrib import messages
from django.shortcuts import redirect, render

from engagements.courses import actions, permissions
from engagements.courses.shaping_forms import AddStepForm, MoveStepForm, SkipForm
from engagements.courses.views.finding import course_to_run, visible_step
from praksis.views import accepted, form_page, require, sent


@form_page
def step_skip(request, reference, order):
    """Say that a step is not relevant in this course, and why."""
    step = visible_step(request, reference, order)
    require(permissions.can_skip(request.user, step))

    form = SkipForm(sent(request))
    if accepted(form, actions.skip_step, step, request=request):
        messages.success(request, f"»{step.text}« er taget ud af forløbet.")
        return redirect(step.engagement)
    return _page(request, "step_skip", form, step=step, engagement=step.engagement)


@form_page
def step_move(request, reference, order):
    """Give a step other days."""
    step = visible_step(request, reference, order)
    require(permissions.can_move(request.user, step))

    initial = {"first": step.due_from, "last": step.due_to}
    form = MoveStepForm(sent(request), initial=initial)
    if accepted(form, actions.move_step, step, request=request):
        messages.success(request, f"»{step.text}« er flyttet.")
        return redirect(step)
    return _page(request, "step_move", form, step=step, engagement=step.engagement)


@form_page
def step_add(request, reference):
    """Add a step of the course's own."""
    engagement = course_to_run(request, reference)
    require(permissions.can_run(request.user, engagement))

    form = AddStepForm(sent(request), engagement=engagement)
    if accepted(form, actions.add_step, engagement, request=request):
        messages.success(request, f"»{form.cleaned_data['text']}« er lagt ind i forløbet.")
        return redirect(engagement)
    return _page(request, "step_add", form, engagement=engagement)


def _page(request, name, form, **context):
    status = 422 if form.errors else 200
    return render(request, f"engagements/courses/{name}.html", {"form": form, **context}, status=status)
