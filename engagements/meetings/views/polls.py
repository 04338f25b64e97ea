"""Asking people when they can meet: the poll, its answers, and the time that is chosen."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from engagements.courses.models import Engagement
from engagements.meetings import actions, overlaps, permissions, poll_table
from engagements.meetings.poll_forms import AnswerForm, PollForm
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@form_page
def poll_make(request, reference):
    """Propose times for a meeting and ask people. `?trin=` names the step that one comes from."""
    engagement = _visible_course(request, reference)
    require(permissions.can_plan(request.user, engagement))

    sent = request.POST if request.method == "POST" else None
    form = PollForm(sent, engagement=engagement, about=request.GET.get("trin", ""))
    if request.method == "POST" and form.is_valid():
        try:
            poll = actions.make_poll(**form.cleaned_data, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Vi har skrevet til dem, du spørger. Her kan du se, hvad de svarer.")
            return redirect("engagements:poll", reference, poll.pk)
    context = {"engagement": engagement, "form": form}
    return render(request, "engagements/meetings/poll_make.html", context, status=422 if form.errors else 200)


@require_safe
def poll(request, reference, pk):
    """Who can when. Both sides read it."""
    return _page(request, _visible_poll(request, reference, pk))


@require_POST
def poll_choose(request, reference, pk, time):
    """Make one of the times the meeting. Where a consultant meets somebody else then, that is said first."""
    poll = _visible_poll(request, reference, pk)
    require(permissions.can_plan(request.user, poll.engagement))
    time = get_object_or_404(poll.times, pk=time)
    time.poll = poll

    clashes = overlaps.warn(poll.engagement, time.starts_at, poll.duration_minutes) if poll.is_open else []
    if clashes and "alligevel" not in request.POST:
        return _page(request, poll, warned={"time": time, "clashes": clashes})
    with reporting(request, success=f"Mødet er aftalt til {danish_datetime(time.starts_at)}. Alle er inviteret."):
        actions.choose_time(time, by=Actor.of(request))
    return redirect("engagements:poll", reference, pk)


@require_POST
def poll_remind(request, reference, pk):
    """Send those who have not answered their link again."""
    poll = _visible_poll(request, reference, pk)
    require(permissions.can_plan(request.user, poll.engagement))

    with reporting(request, success="Vi har mindet dem om det, der mangler at svare."):
        actions.remind_poll(poll, by=Actor.of(request))
    return redirect("engagements:poll", reference, pk)


@require_POST
def poll_cancel(request, reference, pk):
    """Call the poll off."""
    poll = _visible_poll(request, reference, pk)
    require(permissions.can_plan(request.user, poll.engagement))

    with reporting(request, success="Afstemningen er aflyst, og de spurgte får besked på mail."):
        actions.cancel_poll(poll, by=Actor.of(request))
    return redirect(poll.engagement)


@form_page
def poll_reply(request, reference, pk):
    """Somebody who is asked and has an account answers without the mail."""
    poll = _visible_poll(request, reference, pk)
    person = get_object_or_404(poll.people, email=request.user.email.lower())
    person.poll = poll

    form = AnswerForm(request.POST if request.method == "POST" else None, poll=poll, person=person)
    if request.method == "POST" and form.is_valid():
        with reporting(request, success="Dit svar er gemt."):
            by, at = Actor.of(request), request.received_at
            actions.answer_poll(person, **form.cleaned_data, by=by, received_at=at)
        return redirect("engagements:poll", reference, pk)
    if not poll.is_open:
        return redirect("engagements:poll", reference, pk)
    context = {"poll": poll, "engagement": poll.engagement, "person": person, "form": form}
    return render(request, "engagements/meetings/poll_reply.html", context, status=422 if form.errors else 200)


def _visible_course(request, reference):
    courses = Engagement.objects.visible_to(request.user).select_related("case", "party", "programme")
    return get_object_or_404(courses, case__reference=reference)


def _visible_poll(request, reference, pk):
    engagement = _visible_course(request, reference)
    related = ("step", "meeting__step", "made_by", "closed_by")
    poll = get_object_or_404(engagement.polls.select_related(*related), pk=pk)
    poll.engagement = poll.step.engagement = engagement
    return poll


def _page(request, poll, *, warned=None):
    may_plan = permissions.can_plan(request.user, poll.engagement)
    table, own = poll_table.read(poll, with_clashes=may_plan), request.user.email.lower()
    context = {
        "poll": poll,
        "engagement": poll.engagement,
        "table": table,
        "may_plan": may_plan and poll.is_open,
        "is_asked": poll.is_open and any(row.email == own for row in table.rows),
        "warned": warned,
        "chosen": danish_datetime(poll.meeting.starts_at) if poll.meeting else "",
    }
    return render(request, "engagements/meetings/poll.html", context)
