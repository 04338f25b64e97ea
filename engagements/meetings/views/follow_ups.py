"""What somebody is to do after a meeting: written down, changed, ticked off, dropped, and listed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from engagements.courses.models import Engagement
from engagements.meetings import actions
from engagements.meetings import minutes_permissions as permissions
from engagements.meetings.follow_up_forms import DropForm, FollowUpForm
from engagements.meetings.meeting_page import minutes_of
from engagements.meetings.models import FollowUp
from engagements.meetings.views.finding import sent, visible_meeting
from praksis.cases.actors import Actor
from praksis.paging import page_of
from praksis.views import accepted, form_page, reporting, require

PAGE = 50


@require_safe
def follow_up_list(request, reference):
    """Everything that was agreed in the course: what is open first, then what is done or dropped."""
    engagement = _course(request, reference)
    follow_ups = FollowUp.objects.filter(meeting__engagement=engagement).select_related("meeting__step")
    over = follow_ups.exclude(pk__in=follow_ups.open().values("pk"))
    context = {
        "engagement": engagement,
        "course_url": engagement.get_absolute_url(),
        "open": list(follow_ups.open().first_due()),
        "page": page_of(over.order_by("-due_on", "pk"), PAGE, request),
        "may_tick": permissions.can_tick(request.user, engagement),
        "may_run": permissions.can_run(request.user, engagement),
    }
    return render(request, "engagements/meetings/follow_up_list.html", context)


@form_page
def follow_up_add(request, reference, pk):
    """Write down what somebody is to do."""
    meeting = visible_meeting(request, reference, pk)
    require(permissions.can_agree(request.user, meeting, minutes_of(meeting)))

    form = FollowUpForm(sent(request), meeting=meeting)
    if accepted(form, actions.agree_follow_up, meeting, request=request):
        messages.success(request, f"{form.cleaned_data['owner']} står nu for det.")
        if request.POST.get("handling") == "en-til":
            return redirect("engagements:follow_up_add", reference, pk)
        return redirect(f"{meeting.get_absolute_url()}#opfoelgning")
    return _page(request, "follow_up_add", form, meeting=meeting)


@form_page
def follow_up_edit(request, reference, follow_up):
    """Change what is to be done, by whom or by when."""
    follow_up = _follow_up(request, reference, follow_up)
    require(permissions.can_run(request.user, follow_up.meeting.engagement))

    form = FollowUpForm(sent(request), meeting=follow_up.meeting, follow_up=follow_up)
    if accepted(form, actions.change_follow_up, follow_up, request=request):
        messages.success(request, "Opfølgningen er gemt.")
        return _back(follow_up, request)
    return _page(request, "follow_up_edit", form, follow_up=follow_up, meeting=follow_up.meeting)


@require_POST
def follow_up_done(request, reference, follow_up):
    """Tick it off."""
    follow_up = _follow_up(request, reference, follow_up)
    require(permissions.can_tick(request.user, follow_up.meeting.engagement))
    with reporting(request, success=f"»{follow_up.what}« er gjort."):
        actions.complete_follow_up(follow_up, by=Actor.of(request))
    return _back(follow_up, request)


@require_POST
def follow_up_reopen(request, reference, follow_up):
    """Take it back that it is done or dropped."""
    follow_up = _follow_up(request, reference, follow_up)
    require(permissions.can_tick(request.user, follow_up.meeting.engagement))
    with reporting(request, success=f"»{follow_up.what}« er åben igen."):
        actions.reopen_follow_up(follow_up, by=Actor.of(request))
    return _back(follow_up, request)


@form_page
def follow_up_drop(request, reference, follow_up):
    """Let it be, and say why."""
    follow_up = _follow_up(request, reference, follow_up)
    require(permissions.can_run(request.user, follow_up.meeting.engagement))

    form = DropForm(sent(request))
    if accepted(form, actions.drop_follow_up, follow_up, request=request):
        messages.success(request, "Opfølgningen er droppet.")
        return _back(follow_up, request)
    return _page(request, "follow_up_drop", form, follow_up=follow_up, meeting=follow_up.meeting)


def _course(request, reference):
    related = ("case", "party__as_institution", "programme")
    courses = Engagement.objects.visible_to(request.user).with_pause().select_related(*related)
    return get_object_or_404(courses, case__reference=reference)


def _follow_up(request, reference, pk):
    engagement = _course(request, reference)
    found = FollowUp.objects.filter(meeting__engagement=engagement).select_related("meeting__step")
    follow_up = get_object_or_404(found, pk=pk)
    follow_up.meeting.engagement = engagement
    return follow_up


def _back(follow_up, request):
    """To the page that one came from."""
    if request.POST.get("from") == "course":
        return redirect(f"{follow_up.meeting.engagement.get_absolute_url()}#opfoelgning")
    if request.POST.get("from") == "day":
        return redirect("engagements:my_day")
    if request.POST.get("from") == "meeting":
        return redirect(f"{follow_up.meeting.get_absolute_url()}#opfoelgning")
    return redirect("engagements:follow_up_list", follow_up.meeting.engagement.case.reference)


def _page(request, name, form, **context):
    status = 422 if form.errors else 200
    return render(request, f"engagements/meetings/{name}.html", {"form": form, **context}, status=status)
