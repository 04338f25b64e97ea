"""The meeting that an address names, for whoever may see its course."""

from django.shortcuts import get_object_or_404

from engagements.courses.models import Engagement

RELATED = ("step", "minutes__document", "minutes__paper", "minutes__approved_by", "minutes__sent_by")


def visible_meeting(request, reference, pk):
    """A meeting of a visible course with its step and its minutes, or 404."""
    related = ("case", "party__as_institution", "programme")
    courses = Engagement.objects.visible_to(request.user).with_pause().select_related(*related)
    engagement = get_object_or_404(courses, case__reference=reference)
    return get_object_or_404(engagement.meetings.select_related(*RELATED), pk=pk)


def sent(request):
    """What a form is given: what was posted, or nothing."""
    return request.POST if request.method == "POST" else None
