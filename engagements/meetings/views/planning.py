"""Planning, moving, holding and calling off a course's meetings."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from engagements.courses.models import Engagement
from engagements.meetings import actions, overlaps, permissions
from engagements.meetings.forms import HoldForm, MeetingForm, MoveForm
from praksis.cases.actors import Actor
from praksis.views import accepted, form_page, reporting, require

# What these pages tell of a course, and what says who may plan in it
SHOWN = ["status", "applicant_kind", "case__reference", "party__name"]


def _visible_course(request, reference, *more):
    # Who is on its team is asked where that decides.
    courses = Engagement.objects.visible_to(request.user).select_related("case", "party").only(*SHOWN, *more)
    return get_object_or_404(courses, case__reference=reference)


def _visible_meeting(request, reference, pk):
    return get_object_or_404(_visible_course(request, reference).meetings.select_related("step"), pk=pk)


@form_page
def meeting_plan(request, reference):
    """Agree on a meeting. `?trin=` names the step that one comes from."""
    engagement = _visible_course(request, reference, "people")
    require(permissions.can_plan(request.user, engagement))

    form = MeetingForm(request.POST or None, engagement=engagement, about=request.GET.get("trin", ""))
    warning = _warning(request, form, engagement)
    if not warning and accepted(form, actions.plan_meeting, request=request):
        return redirect(engagement)
    context = {"engagement": engagement, "form": form, "warning": warning}
    return render(request, "engagements/meetings/meeting_plan.html", context)


@form_page
def meeting_move(request, reference, pk):
    """Agree on another time, length or place."""
    meeting = _visible_meeting(request, reference, pk)
    require(permissions.can_change(request.user, meeting))
    told = [str(participant) for participant in meeting.participants.all()]
    initial = {name: getattr(meeting, name) for name in ("starts_at", "duration_minutes", "channel", "location")}

    form = MoveForm(request.POST or None, initial=initial)
    warning = _warning(request, form, meeting.engagement, but=meeting)
    if not warning and accepted(form, actions.move_meeting, meeting, request=request):
        return redirect(meeting.engagement)
    context = {"meeting": meeting, "form": form, "told": told, "warning": warning}
    return render(request, "engagements/meetings/meeting_move.html", context)


@form_page
def meeting_hold(request, reference, pk):
    """Note that the meeting was held."""
    meeting = _visible_meeting(request, reference, pk)
    require(permissions.can_change(request.user, meeting))

    form = HoldForm(request.POST or None, initial={"duration_minutes": meeting.duration_minutes})
    if accepted(form, actions.hold_meeting, meeting, request=request):
        return redirect(meeting.engagement)
    return render(request, "engagements/meetings/meeting_hold.html", {"meeting": meeting, "form": form})


@require_POST
def meeting_cancel(request, reference, pk):
    """Call the meeting off."""
    meeting = _visible_meeting(request, reference, pk)
    require(permissions.can_change(request.user, meeting))

    is_told = meeting.participants.exists()
    news = "De inviterede får besked på mail." if is_told else "Husk at give de andre besked."
    with reporting(request, success=f"Mødet er aflyst. {news}"):
        actions.cancel_meeting(meeting, by=Actor.of(request))
    return redirect(meeting.engagement)


def _warning(request, form, engagement, *, but=None):
    """Who already meets somebody else then, until it is said that the meeting is to be agreed all the same."""
    if not form.is_bound or not form.is_valid():
        return None
    when = form.cleaned_data["starts_at"], form.cleaned_data["duration_minutes"]
    key = overlaps.key_of(*when)
    if request.POST.get("alligevel") == key:
        return None
    clashes = overlaps.warn(engagement, *when, but=but)
    return {"clashes": clashes, "key": key} if clashes else None
