"""The change model: its picture, and its chains one at a time."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.plans import actions, permissions, poster, rows
from engagements.plans.change_model_forms import ChainForm
from engagements.plans.models import MUNICIPAL_PART, Chain, PlanKind
from engagements.plans.views.finding import course_to_write, course_with_plans, plan_of
from engagements.plans.views.writing import GONE, added, row_page, written
from praksis.cases.actors import Actor
from praksis.documents import at_once
from praksis.views import form_page, reporting, sent

KIND = PlanKind.CHANGE_MODEL
# Stands in the address in place of an institution
MUNICIPAL = "kommunen"


@require_safe
def change_model(request, reference):
    """The chains of the municipality and of each institution, drawn from challenge to gain."""
    engagement = course_with_plans(request, reference)
    plan = plan_of(engagement, KIND)
    chains = rows.chains(plan) if plan else []
    context = {
        "engagement": engagement,
        "kind": KIND,
        "plan": plan,
        "parts": _parts(engagement, chains),
        "versions": list(plan.versions.all()) if plan else [],
        "may_write": permissions.can_write(request.user, engagement),
    }
    return render(request, "engagements/plans/change_model.html", context)


@require_safe
@never_cache
def change_model_pdf(request, reference):
    """The same on paper. Made while one waits, as the poster of the course is."""
    engagement = course_with_plans(request, reference)
    plan = plan_of(engagement, KIND)
    chains = rows.chains(plan) if plan else []
    page = poster.page(engagement, _parts(engagement, chains))
    back = reverse("engagements:change_model", args=[reference])
    return at_once.pdf(request, page, filename=poster.filename(engagement), otherwise=back)


@form_page
def chain_add(request, reference, part):
    """Write a new chain of the municipality's part, or of an institution's."""
    engagement = course_to_write(request, reference)
    institution = institution_of(engagement, part)

    form = ChainForm(sent(request))
    if added(form, engagement, request=request, institution=institution):
        messages.success(request, "Kæden er gemt.")
        return redirect("engagements:change_model", reference)
    name = institution.name if institution else MUNICIPAL_PART
    return row_page(request, form, engagement, KIND, heading=f"Ny kæde: {name}", back=_back(reference))


@form_page
def chain_edit(request, reference, chain):
    """Change what stands in a chain."""
    engagement = course_to_write(request, reference)
    found = _chains(engagement).filter(pk=chain).first()
    if found is None:
        return _gone(request, engagement)

    form = ChainForm(sent(request), row=found)
    if written(form, request=request):
        messages.success(request, "Kæden er gemt.")
        return redirect("engagements:change_model", reference)
    context = {
        "heading": f"Ret kæde: {found.part}",
        "back": _back(reference),
        "remove": reverse("engagements:chain_remove", args=[reference, chain]),
        "remove_text": "Tag kæden ud",
    }
    return row_page(request, form, engagement, KIND, **context)


@require_POST
def chain_remove(request, reference, chain):
    """Take a chain out."""
    engagement = course_to_write(request, reference)
    chain = get_object_or_404(_chains(engagement), pk=chain)
    with reporting(request, success="Kæden er taget ud. Teksten står i planens historik."):
        actions.remove_row(chain, by=Actor.of(request))
    return redirect("engagements:change_model", reference)


@require_POST
def chain_move(request, reference, chain):
    """Move a chain one place up or down in its part."""
    engagement = course_to_write(request, reference)
    chain = get_object_or_404(_chains(engagement), pk=chain)
    among = list(_chains(engagement).filter(institution=chain.institution))
    with reporting(request):
        actions.move_row(chain, up=request.POST.get("retning") == "op", among=among, by=Actor.of(request))
    return redirect(f"{_back(reference)}#{chain.pk}")


def _gone(request, engagement):
    """A chain that is no longer there: what was typed for it can be put in again, in the municipality's part."""
    if request.method != "POST":
        raise Http404
    typed = request.POST.copy()
    typed["key"], typed["revision"] = "", "0"
    form = ChainForm(typed)
    form.add_error(None, GONE)
    reference = engagement.case.reference
    action = reverse("engagements:chain_add", args=[reference, MUNICIPAL])
    return row_page(request, form, engagement, KIND, heading="Ny kæde", back=_back(reference), action=action)


def _chains(engagement):
    return Chain.objects.filter(plan__engagement=engagement).select_related("plan__engagement__case", "institution")


def institution_of(engagement, part):
    """The institution that the address names, or None for the municipality's part."""
    if part == MUNICIPAL:
        return None
    if not part.isdecimal():
        raise Http404
    return get_object_or_404(engagement.institutions, order=int(part[:4]))


def _parts(engagement, chains):
    """The municipality's part and each institution's, with their chains."""
    parts = [(MUNICIPAL_PART, MUNICIPAL, None)]
    parts += [(each.name, str(each.order), each.pk) for each in engagement.institution_list]
    return [
        {"name": name, "address": address, "chains": [each for each in chains if each.institution_id == pk]}
        for name, address, pk in parts
    ]


def _back(reference):
    return reverse("engagements:change_model", args=[reference])
