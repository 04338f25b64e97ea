"""The municipality's answer to a place."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from applications.allocation import actions, permissions
from applications.allocation.models import Decision
from praksis.cases.actors import Actor
from praksis.views import reporting, require


@require_POST
def accept_place(request, pk):
    """Say yes to the place."""
    found = find_decision(request, pk)
    require(permissions.can_answer(request.user, found))
    with reporting(request, success="Tak, I har taget imod pladsen. Forløbet er oprettet."):
        actions.accept_place(found, by=Actor.of(request), received_at=request.received_at)
    return redirect("applications:decision", found.application_id)


def decline_place(request, pk):
    """Say no to the place, after being asked once more."""
    found = find_decision(request, pk)
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


def find_decision(request, pk):
    """The announced decision on an application of one's own; before it is announced there is none."""
    decisions = Decision.objects.visible_to(request.user).select_related(
        "application__applicant", "case", "place", "round__programme"
    )
    return get_object_or_404(decisions, application=pk)
