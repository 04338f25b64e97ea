"""The announced decision, and the municipality's answer to a place."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from applications.allocation import actions, emails, permissions
from applications.allocation.models import Decision
from praksis.cases.actors import Actor
from praksis.views import reporting, require

# Where a municipality without a place can go from here: pages of other wings, known by name only.
WAYS_ON = [
    ("overview:programme_mini", "Læs om miniforløb"),
    ("overview:programme_one_year", "Se de næste ansøgningsrunder"),
    ("conferences:event_list", "Se konferencer og temadage"),
]


def decision(request, pk):
    """The decision with its reason. Before it is announced this page does not exist."""
    found = _get(request, pk)
    context = {
        "decision": found,
        "application": found.application,
        "place": getattr(found, "place", None),
        "course_page": "engagements:course",
        "ways_on": [] if found.is_granted and not found.given_back_at else WAYS_ON,
        "next_step": emails.next_step(found),
        "may_answer": permissions.can_answer(request.user, found) and found.awaits_answer_at(request.received_at),
        "awaits_answer": found.awaits_answer_at(request.received_at),
    }
    return render(request, "applications/allocation/decision.html", context)


@require_POST
def accept_place(request, pk):
    """Say yes to the place."""
    found = _get(request, pk)
    require(permissions.can_answer(request.user, found))
    with reporting(request, success="Tak, I har taget imod pladsen. Forløbet er oprettet."):
        actions.accept_place(found, by=Actor.of(request), received_at=request.received_at)
    return redirect("applications:decision", found.application_id)


def decline_place(request, pk):
    """Say no to the place, after being asked once more."""
    found = _get(request, pk)
    require(permissions.can_answer(request.user, found))
    if request.method == "POST":
        with reporting(request, success="I har sagt nej til pladsen. Tak, fordi I gav besked."):
            actions.decline_place(found, by=Actor.of(request))
        return redirect("applications:decision", found.application_id)
    if not found.awaits_answer_at(request.received_at):
        return redirect("applications:decision", found.application_id)
    return render(
        request, "applications/allocation/decline_place.html", {"decision": found, "application": found.application}
    )


def _get(request, pk):
    decisions = Decision.objects.visible_to(request.user).select_related(
        "application__applicant", "case", "place", "round__programme"
    )
    return get_object_or_404(decisions, application=pk)
