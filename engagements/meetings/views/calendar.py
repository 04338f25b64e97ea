"""Meetings for people's own calendars: one as a file, and a consultant's at a secret address."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.courses.models import Engagement
from engagements.meetings import actions, feeds, permissions
from engagements.meetings.entries import entry
from engagements.meetings.models import CalendarFeed
from praksis.calendar import PUBLISH, calendar_file
from praksis.views import reporting, require


@require_safe
@never_cache
def meeting_calendar(request, reference, pk):
    """One meeting as a file, for whoever sees the course."""
    courses = Engagement.objects.visible_to(request.user).select_related("case", "party")
    course = get_object_or_404(courses.defer("people", "challenge"), case__reference=reference)
    meeting = get_object_or_404(course.meetings.select_related("step", "planned_by"), pk=pk)
    return _file(calendar_file([entry(meeting, at=timezone.now())], PUBLISH), "moede.ics")


@require_safe
@never_cache
def calendar(request):
    """The consultant's secret address, and what it is for."""
    require(permissions.can_subscribe(request.user))
    feed = CalendarFeed.objects.filter(user=request.user).first()
    context = {"feed": feed, "address": feeds.address(feed) if feed else ""}
    return render(request, "engagements/meetings/calendar.html", context)


@require_POST
def calendar_renew(request):
    """Make the address, or another one."""
    require(permissions.can_subscribe(request.user))
    with reporting(request, success="Du har fået en ny adresse. Har du haft en før, virker den ikke længere."):
        actions.renew_feed(request.user)
    return redirect("engagements:calendar")


@login_not_required
@require_safe
@never_cache
def calendar_feed(request, user_id, token):
    """A consultant's meetings, for whoever has the address. What does not exist and what is wrong look the same.

    Calendars read it, and have no session: who is signed in makes no difference.
    """
    feed = feeds.find(user_id, token)
    if feed is None:
        return HttpResponseNotFound("Adressen virker ikke.", content_type="text/plain; charset=utf-8")
    return _file(feeds.content(feed), "praksis.ics")


def _file(content: bytes, filename: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
