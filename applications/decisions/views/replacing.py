"""An announced decision as managers and approvers see it, and a new one in its place."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.allocation.models import Decision, Outcome
from applications.allocation.views.rounds import SAFE, get_declared
from applications.decisions import actions, letters, permissions, places
from applications.decisions.forms import ReplaceForm
from applications.decisions.models import DecisionLetter
from praksis.cases.actors import Actor
from praksis.documents.views import as_attachment
from praksis.errors import ActionError
from praksis.views import form_page, require


@form_page
def decision_replace(request, pk, application_pk):
    """The decision that stands, those before it with their letters, and for an approver the form of a new one."""
    found = _find(request, pk, application_pk)
    is_accepted = hasattr(found, "place")
    may_replace = permissions.can_replace(request.user, found) and not is_accepted
    require(may_replace or request.method in SAFE)
    written = letters.shown(found)
    form = None
    if may_replace:
        asked = {"outcome": Outcome.GRANTED} if request.GET.get("udfald") == Outcome.GRANTED else {}
        form = ReplaceForm(
            request.POST if request.method == "POST" else None,
            decision=found,
            criteria=list(found.round.criteria.order_by("order")),
            after=len(letters.earlier(found, written)) + 1,
            initial=asked,
        )
        if request.method == "POST" and form.is_valid() and _replaced(request, found, form):
            return redirect("applications:decision_replace", found.round_id, found.application_id)
    context = {
        "decision": found,
        "round": found.round,
        "application": found.application,
        "reasons": [row for row in found.reasons.all() if row.text],
        "letter": written[-1] if written else None,
        "earlier": letters.earlier(found, written),
        "is_accepted": is_accepted,
        "has_lapsed": places.has_lapsed(found, request.received_at),
        "is_own": found.chosen_by_id == request.user.pk,
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "applications/decisions/decision_replace.html", context, status=status)


@require_safe
@never_cache
def round_letter(request, pk, application_pk, number):
    """One letter of a decision, for those who follow the round."""
    found = _find(request, pk, application_pk)
    letter = get_object_or_404(DecisionLetter.objects.select_related("document"), decision=found, number=number)
    if letter.document is None:
        raise Http404
    return as_attachment(request, letter.document)


def _find(request, pk, application_pk):
    round_ = get_declared(request, pk)
    require(permissions.can_follow_decisions(request.user, round_))
    announced = Decision.objects.filter(round=round_, announced_at__isnull=False)
    related = announced.select_related("application__applicant", "case", "place", "chosen_by", "round__programme")
    return get_object_or_404(related.prefetch_related("reasons__criterion"), application=application_pk)


def _replaced(request, found, form) -> bool:
    """Do what the form says; False where it is refused, with the refusal in the form."""
    try:
        actions.replace(
            Decision.objects.get(pk=found.pk),
            outcome=form.cleaned_data["outcome"],
            reason=form.cleaned_data["reason"],
            reasons=form.reasons,
            why=form.cleaned_data["why"],
            after=form.cleaned_data["after"],
            by=Actor.of(request),
        )
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Den nye afgørelse er meddelt, og brevet er på vej.")
    return True
