"""Closing a course with its final evaluation, and reading it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from engagements.courses import actions, permissions
from engagements.courses.evaluation_forms import FinalEvaluationForm
from engagements.courses.models import FinalEvaluation
from engagements.courses.views.finding import course_to_run
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def course_close(request, reference):
    """Write the final evaluation, keep it as a draft, and end the course with it."""
    engagement = course_to_run(request, reference)
    require(permissions.can_run(request.user, engagement))

    closes = request.method == "POST" and request.POST.get("handling") != "gem"
    sent = request.POST if request.method == "POST" else None
    stored = _stored(engagement)
    form, theirs = FinalEvaluationForm(sent, stored=stored, closing=closes), None
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request)
        try:
            # Kept first, so that nothing is lost where the course cannot be closed yet.
            words = form.cleaned_data["words"]
            stored = actions.save_evaluation(engagement, **form.cleaned_data, by=by)
            if closes:
                actions.close_course(engagement, words, revision=stored.revision, by=by)
        except actions.WrittenMeanwhile as refusal:
            theirs = _stored(engagement)
            form = FinalEvaluationForm(_again(request, theirs), stored=theirs, closing=closes)
            form.add_error(None, str(refusal))
        except ActionError as refusal:
            form = FinalEvaluationForm(_again(request, stored), stored=stored, closing=closes)
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Forløbet er afsluttet." if closes else "Kladden er gemt.")
            return redirect(engagement) if closes else redirect("engagements:course_close", reference)
    context = {"engagement": engagement, "form": form, "stored": stored, "theirs": theirs}
    return render(request, "engagements/courses/course_close.html", context, status=422 if form.errors else 200)


@require_safe
def final_evaluation(request, reference):
    """The final evaluation, for both sides once the course has ended; before that our side reads the draft."""
    engagement = course_to_run(request, reference)
    require(permissions.can_read_evaluation(request.user, engagement))
    context = {"engagement": engagement, "evaluation": _stored(engagement)}
    return render(request, "engagements/courses/final_evaluation.html", context)


def _stored(engagement):
    return FinalEvaluation.objects.filter(engagement=engagement).select_related("saved_by").first()


def _again(request, stored):
    """What was typed, made from what is stored now: sent once more, it stands."""
    data = request.POST.copy()
    data["revision"] = str(stored.revision)
    return data
