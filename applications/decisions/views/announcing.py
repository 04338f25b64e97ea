"""Announcing a round's decisions."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from applications.allocation.permissions import can_announce
from applications.allocation.views.rounds import get_declared
from applications.decisions import actions
from praksis.cases.actors import Actor
from praksis.views import reporting, require


@require_POST
def round_announce(request, pk):
    """Announce all decisions of the round."""
    round_ = get_declared(request, pk)
    require(can_announce(request.user, round_))
    with reporting(request, success="Afgørelserne er meddelt, og brevene er på vej."):
        actions.announce(round_, by=Actor.of(request))
    return redirect("applications:round_detail", round_.pk)
