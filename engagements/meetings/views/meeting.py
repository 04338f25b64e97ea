"""The page of a meeting."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagements.meetings import meeting_page
from engagements.meetings.views.finding import visible_meeting


@require_safe
def meeting(request, reference, pk):
    """When and where, who is invited, the agenda, the minutes, and what is followed up on: for both sides."""
    meeting = visible_meeting(request, reference, pk)
    return render(request, "engagements/meetings/meeting.html", meeting_page.read(meeting, request.user))
