"""The announced decision as the applicant sees it, and its letter."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.allocation import onwards
from applications.allocation.models import Decision
from applications.allocation.permissions import can_answer
from applications.allocation.views.applicant import find_decision
from applications.decisions import letters
from applications.decisions.models import DecisionLetter
from praksis.documents.views import as_attachment


@require_safe
def decision(request, pk):
    """The decision with its reasons and its letter. Before it is announced this page does not exist."""
    found = find_decision(request, pk)
    written = letters.shown(found)
    context = {
        "decision": found,
        "application": found.application,
        "place": getattr(found, "place", None),
        "course_page": "engagements:course",
        "ways_on": _ways_on(request, found),
        "next_step": letters.next_step(found),
        "may_answer": can_answer(request.user, found) and found.awaits_answer_at(request.received_at),
        "awaits_answer": found.awaits_answer_at(request.received_at),
        "reasons": found.reasons.select_related("criterion").exclude(text=""),
        "letter": written[-1] if written else None,
        "earlier": letters.earlier(found, written),
    }
    return render(request, "applications/decisions/decision.html", context)


@require_safe
@never_cache
def decision_letter(request, pk, number):
    """One letter of the decision, as the file that it is."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user).only("pk"), application=pk)
    letter = get_object_or_404(DecisionLetter.objects.select_related("document"), decision=decision, number=number)
    if letter.document is None:
        raise Http404
    return as_attachment(request, letter.document)


def _ways_on(request, decision):
    """What else one can do; nothing else while one has a place."""
    if decision.is_granted and not decision.given_back_at:
        return []
    return onwards.ways_on(request.user, decision.application, request.received_at)
