"""The anchoring plan: its page and its paper, and its actions one at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.plans import actions, anchoring_page, anchoring_paper, permissions, rows
from engagements.plans.anchoring_forms import AnchoringForm
from engagements.plans.anchoring_page import MUNICIPAL
from engagements.plans.models import MUNICIPAL_PART, AnchoringAction, PlanKind
from engagements.plans.views.finding import course_to_write, course_with_plans, plan_of
from engagements.plans.views.writing import GONE, added, row_page, written
from praksis.cases.actors import Actor
from praksis.documents import at_once
from praksis.views import form_page, reporting, sent

KIND = PlanKind.ANCHORING


@require_safe
def anchoring_plan(request, reference):
    """What lives on in the municipality and in each institution, and what became of it after the close."""
    engagement = course_with_plans(request, reference)
    plan = plan_of(engagement, KIND)
    found = rows.anchoring(plan) if plan else []
    versions = list(plan.versions.all()) if plan else []
    follow_ups = list(plan.follow_ups.prefetch_related("answers")) if plan and engagement.is_closed else []
    context = {
        "engagement": engagement,
        "kind": KIND,
        "plan": plan,
        "parts": anchoring_page.parts(engagement, found, follow_ups),
        "seen": anchoring_page.seen_by(engagement.steps.filter(is_anchor=True), versions, is_over=engagement.is_closed),
        "followed_up": anchoring_page.followed_up(plan, len(found), follow_ups) if follow_ups else [],
        "versions": versions,
        "may_write": permissions.can_write(request.user, engagement),
        "may_follow_up": permissions.can_follow_up(request.user, engagement),
    }
    return render(request, "engagements/plans/anchoring_plan.html", context)


@require_safe
@never_cache
def anchoring_pdf(request, reference):
    """The same on paper, made while one waits."""
    engagement = course_with_plans(request, reference)
    plan = plan_of(engagement, KIND)
    parts = anchoring_page.parts(engagement, rows.anchoring(plan) if plan else [])
    page = anchoring_paper.page(engagement, parts)
    back = reverse("engagements:anchoring_plan", args=[reference])
    return at_once.pdf(request, page, filename=anchoring_paper.filename(engagement), otherwise=back)


@form_page
def anchoring_add(request, reference, part):
    """Write a new action of the municipality's part, or of an institution's."""
    engagement = course_to_write(request, reference)
    institution = _institution(engagement, part)

    form = AnchoringForm(sent(request), engagement=engagement)
    if added(form, engagement, request=request, institution=institution):
        messages.success(request, "Handlingen er gemt.")
        return redirect("engagements:anchoring_plan", reference)
    name = institution.name if institution else MUNICIPAL_PART
    return row_page(request, form, engagement, KIND, heading=f"Ny handling: {name}", back=_back(reference))


@form_page
def anchoring_edit(request, reference, action):
    """Change what stands in an action."""
    engagement = course_to_write(request, reference)
    found = _actions(engagement).filter(pk=action).first()
    if found is None:
        return _gone(request, engagement)

    form = AnchoringForm(sent(request), row=found, engagement=engagement)
    if written(form, request=request):
        messages.success(request, "Handlingen er gemt.")
        return redirect("engagements:anchoring_plan", reference)
    context = {
        "heading": f"Ret handling: {found.part}",
        "back": _back(reference),
        "remove": reverse("engagements:anchoring_remove", args=[reference, action]),
        "remove_text": "Tag handlingen ud",
    }
    return row_page(request, form, engagement, KIND, **context)


@require_POST
def anchoring_remove(request, reference, action):
    """Take an action out."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_actions(engagement), pk=action)
    with reporting(request, success="Handlingen er taget ud. Teksten står i planens historik."):
        actions.remove_row(found, by=Actor.of(request))
    return redirect("engagements:anchoring_plan", reference)


@require_POST
def anchoring_move(request, reference, action):
    """Move an action one place up or down in its part."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_actions(engagement), pk=action)
    among = list(_actions(engagement).filter(institution=found.institution))
    with reporting(request):
        actions.move_row(found, up=request.POST.get("retning") == "op", among=among, by=Actor.of(request))
    return redirect(f"{_back(reference)}#{found.pk}")


def _gone(request, engagement):
    """An action that is no longer there: what was typed can be put in again, in the municipality's part."""
    if request.method != "POST":
        raise Http404
    typed = request.POST.copy()
    typed["key"], typed["revision"] = "", "0"
    form = AnchoringForm(typed, engagement=engagement)
    form.add_error(None, GONE)
    reference = engagement.case.reference
    action = reverse("engagements:anchoring_add", args=[reference, MUNICIPAL])
    return row_page(request, form, engagement, KIND, heading="Ny handling", back=_back(reference), action=action)


def _actions(engagement):
    related = ("plan__engagement__case", "institution", "chain")
    return AnchoringAction.objects.filter(plan__engagement=engagement).select_related(*related)


def _institution(engagement, part):
    """The institution that the address names, or None for the municipality's part."""
    if part == MUNICIPAL:
        return None
    if not part.isdecimal():
        raise Http404
    return get_object_or_404(engagement.institutions, order=int(part[:4]))


def _back(reference):
    return reverse("engagements:anchoring_plan", args=[reference])
