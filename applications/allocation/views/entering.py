"""Entering an application on behalf of somebody who sent it by mail."""

from django.contrib import messages
from django.shortcuts import redirect, render

from applications.allocation.entering_forms import form_for
from applications.allocation.views.rounds import get_round
from applications.assessment import access
from applications.drafting import actions
from applications.drafting.models import Application, Status
from applications.drafting.permissions import can_enter
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def round_enter(request, pk):
    """Who sent it, when and why; the answers are typed on the application's own pages afterwards."""
    round_ = get_round(request, pk)
    if access.must_declare(round_) and request.method != "POST":
        return redirect("applications:declare_interest", round_.pk)
    require(can_enter(request.user, round_) and not access.must_declare(round_))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = form_for(round_)(*sent)
    if request.method == "POST" and form.is_valid():
        try:
            application = actions.enter(
                round_, form.chosen, form.told, by=Actor.of(request), received_at=request.received_at
            )
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Mailen er gemt i sagen. Indtast nu svarene, som de står i den.")
            return redirect(application)
    begun = Application.objects.visible_to(request.user).filter(
        programme=round_.programme, entered_by=request.user, status=Status.DRAFT
    )
    if not round_.programme.is_mini:
        begun = begun.filter(round=round_)
    context = {
        "round": round_,
        "form": form,
        "begun": begun.order_by("created_at").values("pk", "applicant__name", "case__reference", "mailed_at"),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/allocation/round_enter.html", context, status=status)
