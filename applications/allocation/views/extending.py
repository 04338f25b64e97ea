"""Giving more time: everybody in a round, or one applicant."""

from django.contrib import messages
from django.shortcuts import redirect, render

from applications.allocation import actions, permissions
from applications.allocation.forms import ExtensionForm
from applications.allocation.views.rounds import get_round
from applications.drafting.models import Application, Status
from praksis.cases.actors import Actor
from praksis.danish import danish_datetime
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def round_extend(request, pk):
    """Extend the deadline, with a reason."""
    round_ = get_round(request, pk)
    require(permissions.can_extend(request.user, round_))
    drafts = Application.objects.filter(round=round_, status=Status.DRAFT).select_related("applicant", "case")
    drafts = list(drafts.order_by("applicant__name", "case__reference"))
    form = ExtensionForm(request.POST if request.method == "POST" else None, drafts=drafts)
    if request.method == "POST" and form.is_valid() and _extended(request, round_, form):
        return redirect("applications:round_detail", round_.pk)
    context = {
        "round": round_,
        "form": form,
        "extensions": round_.extensions.select_related("application__applicant", "by"),
    }
    return render(request, "applications/allocation/round_extend.html", context, status=422 if form.errors else 200)


def _extended(request, round_, form) -> bool:
    facts = {"deadline": form.cleaned_data["deadline_on"], "reason": form.cleaned_data["reason"]}
    draft = form.cleaned_data["application"]
    try:
        if draft:
            extension = actions.extend_application(draft, **facts, by=Actor.of(request))
        else:
            extension = actions.extend_round(round_, **facts, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    whose = f"Fristen for {draft.applicant}" if draft else "Fristen for alle"
    messages.success(request, f"{whose} er forlænget til {danish_datetime(extension.deadline_after)}.")
    return True
