"""Noting sparring and practice meetings that were held without being agreed on beforehand."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from engagements.courses.models import Engagement
from engagements.meetings import actions, permissions
from engagements.meetings.hours import in_words
from engagements.meetings.sparring_forms import SparringForm
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def sparring_log(request, reference):
    """Note a talk in half a minute."""
    courses = Engagement.objects.visible_to(request.user).select_related("case", "party", "programme")
    engagement = get_object_or_404(courses, case__reference=reference)
    require(permissions.can_log(request.user, engagement))

    form = SparringForm(request.POST if request.method == "POST" else None, engagement=engagement)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = actions.log_sparring(by=Actor.of(request), **form.cleaned_data)
        except ActionError as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{meeting.title} på {in_words(meeting.duration_minutes)} er noteret.")
            return redirect("engagements:my_day" if "min-dag" in request.GET else engagement)
    context = {"engagement": engagement, "form": form}
    return render(request, "engagements/meetings/sparring_log.html", context, status=422 if form.errors else 200)
