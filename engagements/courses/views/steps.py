"""What people do with a course's steps. The steps' own pages are the dashboard's."""

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from engagements.courses import actions, permissions
from engagements.courses.forms import WhichInstitutionForm
from engagements.courses.views.finding import visible_step
from praksis.cases.actors import Actor
from praksis.views import reporting, require


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


def _institution(request, step):
    form = WhichInstitutionForm(request.POST, engagement=step.engagement)
    if not form.is_valid():
        raise Http404
    return form.cleaned_data["institution"]


def _back(request, step):
    return redirect(step.engagement if request.POST.get("from") == "course" else step)
