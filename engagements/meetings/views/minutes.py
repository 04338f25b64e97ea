"""The minutes of a meeting: written by several, sent for approval, approved, added to, and fetched as a PDF."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.meetings import actions, minutes_content
from engagements.meetings import minutes_permissions as permissions
from engagements.meetings.meeting_page import minutes_of
from engagements.meetings.minutes_forms import AddendumForm, ApprovalForm, MinutesForm, RemarkForm
from engagements.meetings.models import FollowUp
from engagements.meetings.views.finding import sent, visible_meeting
from praksis.cases.actors import Actor
from praksis.documents.views import as_attachment
from praksis.errors import ActionError
from praksis.views import accepted, form_page, reporting, require

# The buttons of the form, beside the one that saves
AND_FOLLOW_UP, THEIRS = "opfoelgning", "deres"


@form_page
@never_cache
def minutes_edit(request, reference, pk):
    """Write the minutes. Where a colleague has saved meanwhile, both texts stand beside each other."""
    meeting = visible_meeting(request, reference, pk)
    minutes = minutes_of(meeting)
    require(permissions.can_write(request.user, meeting, minutes))

    items, invited = list(meeting.agenda.on()), list(meeting.participants.all())
    form = MinutesForm(sent(request), meeting=meeting, minutes=minutes, items=items, invited=invited)
    conflict, differences = None, []
    if form.is_bound and form.is_valid():
        try:
            _save(request, meeting, form)
        except actions.Conflict as found:
            conflict = found.theirs
            differences = minutes_content.differences(form.content, conflict.content, items)
            form.show_again(conflict.revision)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _after(request, meeting)
    context = {
        "meeting": meeting,
        "form": form,
        "conflict": conflict,
        "differences": differences,
        "carried": list(FollowUp.objects.carried_to(meeting).first_due()),
        "follow_ups": list(meeting.follow_ups.first_due()),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "engagements/meetings/minutes_edit.html", context, status=status)


def _save(request, meeting, form):
    """Keep what was written; with the button of the colleague's text only in the history."""
    by, content = Actor.of(request), form.content
    if request.POST.get("handling") == THEIRS:
        actions.set_aside(meeting, content=content, by=by)
        messages.success(request, "Kollegaens tekst står i referatet. Din ligger under »Tidligere udgaver«.")
        return
    is_held = form.cleaned_data.get("is_held", False)
    actions.save_minutes(meeting, revision=form.cleaned_data["revision"], content=content, is_held=is_held, by=by)
    messages.success(request, "Referatet er gemt.")


def _after(request, meeting):
    if request.POST.get("handling") == AND_FOLLOW_UP:
        return redirect("engagements:follow_up_add", meeting.engagement.case.reference, meeting.pk)
    return _back(meeting)


@require_safe
@never_cache
def minutes_history(request, reference, pk):
    """What the minutes said before, and what was set aside: for those who run the course."""
    meeting = visible_meeting(request, reference, pk)
    require(permissions.can_run(request.user, meeting.engagement))
    minutes = _minutes(meeting)
    items = list(meeting.agenda.all())
    nothing = minutes_content.empty()
    versions = [
        (version, minutes_content.differences(version.content, nothing, items))
        for version in minutes.versions.select_related("by")
    ]
    context = {"meeting": meeting, "versions": versions}
    return render(request, "engagements/meetings/minutes_history.html", context)


@require_POST
def minutes_send(request, reference, pk):
    """Send the minutes for approval."""
    meeting = visible_meeting(request, reference, pk)
    minutes = _minutes(meeting)
    require(permissions.can_write(request.user, meeting, minutes))
    with reporting(request, success="Referatet er sendt til godkendelse."):
        actions.send_minutes(minutes, by=Actor.of(request))
    return _back(meeting)


@form_page
def minutes_return(request, reference, pk):
    """Have the minutes written on again; the other side says why."""
    meeting = visible_meeting(request, reference, pk)
    minutes = _minutes(meeting)
    require(permissions.can_return(request.user, minutes))

    from_us = permissions.can_run(request.user, meeting.engagement)
    form = RemarkForm(sent(request), from_us=from_us)
    if accepted(form, actions.return_minutes, minutes, request=request, from_us=from_us):
        messages.success(request, "Referatet er en kladde igen.")
        return _back(meeting)
    return _page(request, "minutes_return", form, meeting=meeting, from_us=from_us)


@form_page
def minutes_approve(request, reference, pk):
    """Approve the minutes; one of us says how the others did."""
    meeting = visible_meeting(request, reference, pk)
    minutes = _minutes(meeting)
    require(permissions.can_approve(request.user, minutes))

    from_us = permissions.can_run(request.user, meeting.engagement)
    form = ApprovalForm(sent(request), from_us=from_us)
    if accepted(form, actions.approve_minutes, minutes, request=request, from_us=from_us):
        messages.success(request, "Referatet er godkendt. Det kommer på sagen som PDF, og de inviterede får en mail.")
        return _back(meeting)
    return _page(request, "minutes_approve", form, meeting=meeting, minutes=minutes, from_us=from_us)


@form_page
def minutes_add(request, reference, pk):
    """Correct approved minutes by an addendum."""
    meeting = visible_meeting(request, reference, pk)
    minutes = _minutes(meeting)
    require(permissions.can_add_to(request.user, minutes))

    form = AddendumForm(sent(request))
    if accepted(form, actions.add_to_minutes, minutes, request=request):
        messages.success(request, "Tilføjelsen står under referatet, og de inviterede får en mail.")
        return _back(meeting)
    return _page(request, "minutes_add", form, meeting=meeting)


@require_safe
@never_cache
def minutes_download(request, reference, pk):
    """The approved minutes as a PDF, for those who see the course."""
    minutes = _minutes(visible_meeting(request, reference, pk))
    if minutes.document is None:
        raise Http404
    return as_attachment(request, minutes.document)


@require_POST
def minutes_try_again(request, reference, pk):
    """Try once more with a PDF that could not be made."""
    meeting = visible_meeting(request, reference, pk)
    minutes = _minutes(meeting)
    require(permissions.can_run(request.user, meeting.engagement))
    with reporting(request):
        actions.try_minutes_again(minutes)
    return _back(meeting)


def _minutes(meeting):
    minutes = minutes_of(meeting)
    if minutes is None:
        raise Http404
    return minutes


def _back(meeting):
    return redirect(f"{meeting.get_absolute_url()}#referat")


def _page(request, name, form, **context):
    status = 422 if form.errors else 200
    return render(request, f"engagements/meetings/{name}.html", {"form": form, **context}, status=status)
