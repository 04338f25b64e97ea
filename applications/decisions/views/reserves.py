"""The reserve list: its order before the proposal, and the question of a free place after the announcement."""

from django.contrib import messages
from django.shortcuts import redirect, render

from applications.allocation.models import Decision, Outcome
from applications.allocation.views.rounds import get_declared
from applications.decisions import actions, permissions, places
from applications.decisions.forms import ReserveForm
from applications.rounds.models import RoundStatus
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def round_reserves(request, pk):
    """Who stands on the list, in which order; once a place is free, who may get it."""
    round_ = get_declared(request, pk)
    may_rank = permissions.can_rank(request.user, round_)
    require(may_rank or request.method != "POST")
    reserves = list(
        Decision.objects.filter(round=round_, outcome=Outcome.RESERVE)
        .select_related("application__applicant")
        .order_by("application__applicant__name")
    )
    form = None
    if may_rank and reserves:
        form = ReserveForm(request.POST if request.method == "POST" else None, reserves=reserves)
        if request.method == "POST" and form.is_valid() and _ranked(request, round_, form):
            return redirect("applications:round_reserves", round_.pk)
    is_announced = round_.status == RoundStatus.ANNOUNCED
    context = {
        "round": round_,
        "form": form,
        "reserves": sorted(reserves, key=lambda one: (one.reserve_rank is None, one.reserve_rank or 0)),
        "open": places.open_places(round_, request.received_at) if is_announced else None,
        "is_announced": is_announced,
        "is_approver": request.user.has_role(Role.APPROVER),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "applications/decisions/round_reserves.html", context, status=status)


def _ranked(request, round_, form) -> bool:
    """Do what the form says; False where it is refused, with the refusal in the form."""
    try:
        actions.rank_reserves(round_, form.ranks, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Rækkefølgen er gemt.")
    return True
