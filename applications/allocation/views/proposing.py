"""Proposing a round: what is missing still, and the proposal itself."""

from django.contrib import messages
from django.shortcuts import redirect, render

from applications.allocation import actions, considering, permissions, readiness
from applications.allocation.forms import ProposalForm
from applications.allocation.models import Outcome
from applications.allocation.views.rounds import get_declared
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def round_propose(request, pk):
    """Propose the chosen decisions; what is missing is said on the same page."""
    round_ = get_declared(request, pk)
    require(permissions.can_propose(request.user, round_))
    considered, _ = considering.of_round(round_, request.user)
    asks_for_waiver = readiness.needs_waiver(considered.standings, considered.waived)
    form = ProposalForm(request.POST if request.method == "POST" else None, asks_for_waiver=asks_for_waiver)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(round_, waiver=form.cleaned_data.get("waiver", ""), by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Runden er indstillet. Godkenderne har fået besked.")
            return redirect("applications:round_detail", round_.pk)
    context = {
        "round": round_,
        "form": form,
        "forms": [form] if form.errors else [],
        # What the form itself asks for is not missing beside it.
        "missing": considered.missing("givet" if asks_for_waiver else ""),
        "is_calculated": considered.grounds is not None,
        "unanswered": considered.unanswered,
        "lacks_own_choice": considered.lacks_own_choice,
        "chosen": _chosen(considered.standings),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/allocation/round_propose.html", context, status=status)


def _chosen(standings) -> list[tuple[str, list[str]]]:
    """What would be proposed: each outcome that is chosen for somebody, with their names."""
    groups = ((label, [one.name for one in standings if one.outcome == outcome]) for outcome, label in Outcome.choices)
    return [(label, names) for label, names in groups if names]
