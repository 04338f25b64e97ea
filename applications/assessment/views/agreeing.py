"""The consensus meeting: where the reviewers disagree, and what they agree on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from applications.assessment import access, actions, consensus, forms, permissions, progress, sheet
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.errors import ActionError
from praksis.views import form_page, require

# Each with as many rationales as there are reviewers
DISAGREEMENTS_A_PAGE = 12


@require_safe
def consensus_meeting(request, pk):
    """The reviewers' scores side by side, where they disagree first; with `?alle=1` on one page, to print."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    if access.must_declare(round_):
        return redirect("applications:declare_interest", round_.pk)
    readable = access.readable_applications(request.user).filter(round=round_)
    reviews = round_.reviews_it
    left = progress.left_to_lock(request.user, round_).count() if reviews else 0
    require(permissions.can_agree(request.user, reviews=reviews, has_left=False))
    context = {
        "round": round_,
        "left": left,
        "is_closed": round_.is_closed,
        "back_to_round": request.user.has_role(Role.MANAGER),  # others have no page of the round
    }
    if permissions.can_agree(request.user, reviews=reviews, has_left=left > 0):
        context |= _meeting(request, round_, readable.order_by("applicant__name", "pk"))
    return render(request, "applications/assessment/consensus.html", context)


def _meeting(request, round_, applications):
    criteria = sheet.criteria(round_)
    named = list(applications.values_list("pk", "applicant__name"))
    by_application = consensus.of_round(round_, named, criteria)
    disagreements = consensus.disagreements(one for items in by_application.values() for one in items)
    per_page = max(len(disagreements), 1) if "alle" in request.GET else DISAGREEMENTS_A_PAGE
    return {
        "criteria": criteria,
        "number": len(disagreements),
        "open_number": sum(1 for one in disagreements if one.agreed is None),
        "page": Paginator(disagreements, per_page).get_page(request.GET.get("side")),
        "rows": [{"name": name, "pk": pk, "items": by_application[pk]} for pk, name in named],
        "reviewers": {one.reviewer for items in by_application.values() for item in items for one in item.given},
    }


@form_page
def agree(request, pk, application_pk, key):
    """Note what is agreed on for one criterion of one application, beside what each reviewer gave."""
    round_ = get_object_or_404(access.known_rounds(request.user), pk=pk)
    readable = access.readable_applications(request.user).filter(round=round_).select_related("applicant", "round")
    application = get_object_or_404(readable, pk=application_pk)
    has_left = round_.reviews_it and progress.left_to_lock(request.user, round_).exists()
    require(permissions.can_agree(request.user, reviews=round_.reviews_it, has_left=has_left))
    criterion = next((one for one in sheet.criteria_with_anchors(round_) if one.key == key), None)
    if criterion is None:
        raise Http404
    form = None
    if request.method == "POST":
        form = forms.AgreedForm(request.POST, criterion=criterion)
        if form.is_valid() and _agreed(request, application, key, form):
            messages.success(request, f"Den fælles karakter for {application.applicant.name} er gemt.")
            return redirect("applications:consensus", round_.pk)
    elif round_.is_closed:
        form = forms.AgreedForm(criterion=criterion)
    found = consensus.of_round(round_, [(application.pk, application.applicant.name)], [criterion])
    context = {
        "round": round_,
        "item": found[application.pk][0],
        "form": form,
        "earlier": _earlier(round_, application, key),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/assessment/agree.html", context, status=status)


def _agreed(request, application, key, form):
    """Note what the form says; False where it is refused, with the refusal in the form."""
    criterion = application.round.criteria.get(key=key)
    try:
        actions.agree(application, criterion, by=Actor.of(request), **form.cleaned_data)
    except ActionError as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _earlier(round_, application, key):
    """What was agreed on before what counts now, the newest first: (when, who noted it, score, reason)."""
    kinds = ["score.agreed", "score.agreed_anew"]
    events = AuditEvent.objects.filter(
        case=round_.case_id, kind__in=kinds, data__application=str(application.pk), data__key=key
    )
    noted = events.order_by("-at", "-id").values_list("at", "actor_name", "data")[1:]
    return [(at, who, data["score"], data["reason"]) for at, who, data in noted]
