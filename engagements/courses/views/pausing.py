"""Letting a running course rest, and going on with it."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render

from engagements.courses import actions, permissions
from engagements.courses.pause_forms import PauseForm, ResumeForm
from engagements.courses.views.finding import course_to_run
from praksis.cases.actors import Actor
from praksis.danish import danish_date
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@form_page
def course_pause(request, reference):
    """Let the course rest, or change why and until when it does."""
    engagement = course_to_run(request, reference)
    require(engagement.is_running and permissions.can_run(request.user, engagement))

    pause = engagement.pause
    initial = {"reason": pause.reason, "expected_until": pause.expected_until} if pause else {}
    form = PauseForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.pause_course(engagement, **form.cleaned_data, by=Actor.of(request))
        except ActionError as refusal:  # with the form, so that the reason is not lost
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Forløbet holder pause. Begge parter får besked på mail.")
            return redirect(engagement)
    context = {"engagement": engagement, "form": form, "pause": pause}
    return render(request, "engagements/courses/course_pause.html", context, status=422 if form.errors else 200)


@form_page
def course_resume(request, reference):
    """Go on with a course that rests. First it is shown which days would be others."""
    engagement = course_to_run(request, reference)
    require(engagement.is_running and permissions.can_run(request.user, engagement))
    pause = engagement.pause
    if pause is None:
        messages.info(request, "Forløbet holder ikke pause.")
        return redirect(engagement)

    days = pause.days(engagement.today)
    end = engagement.ends_on + timedelta(days=days)
    sent = request.POST if request.method == "POST" else None
    form = ResumeForm(sent, days=days, ends_on=danish_date(engagement.ends_on), moved_end=danish_date(end))
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Forløbet går videre. Begge parter får besked på mail."):
            actions.resume_course(engagement, **form.cleaned_data, by=Actor.of(request))
        return redirect(engagement)
    last = engagement.programme.ends_on
    context = {
        "engagement": engagement,
        "form": form,
        "pause": pause,
        "days": days,
        "moved": actions.shifted(engagement, days),
        "goes_past": bool(last and end > last),
    }
    return render(request, "engagements/courses/course_resume.html", context, status=422 if form.errors else 200)
