"""What all plans have: an overview of them, versions kept and compared, and the history of every word."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from engagements.plans import actions, overview
from engagements.plans.comparing import differences
from engagements.plans.history import lines
from engagements.plans.models import frozen
from engagements.plans.rows import rows_of
from engagements.plans.version_forms import VersionForm
from engagements.plans.views.finding import course_to_write, course_with_plans, kind_of_address, plan_of
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.paging import page_of
from praksis.views import form_page, sent

PAGE = 25
# Stands in the address in place of a version's number
NOW = "nu"


@require_safe
def plan_list(request, reference):
    """The plans of the course: what each is for, how far it is, and who wrote last."""
    engagement = course_with_plans(request, reference)
    context = {"engagement": engagement, "plans": overview.of(engagement)}
    return render(request, "engagements/plans/plan_list.html", context)


@form_page
def version_save(request, reference, kind):
    """Keep the plan as it is, for a meeting."""
    engagement = course_to_write(request, reference)
    kind = kind_of_address(kind)
    plan = _plan(engagement, kind)

    form = VersionForm(sent(request), engagement=engagement)
    if request.method == "POST" and form.is_valid():
        try:
            version = actions.save_version(plan, **form.cleaned_data, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Udgave {version.number} er gemt. Den bliver ved med at stå, som den er nu.")
            return redirect(_back(reference, kind))
    context = {"engagement": engagement, "kind": kind, "form": form, "back": _back(reference, kind)}
    status = 422 if form.errors else 200
    return render(request, "engagements/plans/version_save.html", context, status=status)


@require_safe
def version(request, reference, kind, number):
    """The plan as a version kept it."""
    engagement = course_with_plans(request, reference)
    kind = kind_of_address(kind)
    plan = _plan(engagement, kind)
    found = get_object_or_404(plan.versions.select_related("step", "made_by"), number=number)
    context = {
        "engagement": engagement,
        "kind": kind,
        "version": found,
        "back": _back(reference, kind),
        "parts": overview.in_parts(found.rows),
    }
    return render(request, "engagements/plans/version.html", context)


@require_safe
def version_compare(request, reference, kind):
    """What differs between two versions, or between one and the plan as it is now."""
    engagement = course_with_plans(request, reference)
    kind = kind_of_address(kind)
    plan = _plan(engagement, kind)
    versions = list(plan.versions.all())
    if not versions:
        raise Http404
    states = {str(each.number): (str(each), each.rows) for each in versions}
    states[NOW] = ("Som den er nu", frozen(rows_of(plan)))
    before = _chosen(request.GET.get("fra"), states, str(versions[-1].number))
    after = _chosen(request.GET.get("til"), states, NOW)
    context = {
        "engagement": engagement,
        "kind": kind,
        "back": _back(reference, kind),
        "choices": [(number, name) for number, (name, _) in states.items()],
        "before": (before, states[before][0]),
        "after": (after, states[after][0]),
        "differences": differences(states[before][1], states[after][1]),
    }
    return render(request, "engagements/plans/version_compare.html", context)


@require_safe
def plan_history(request, reference, kind):
    """Every change of a plan, the newest first, and what was written at the same time and not put in."""
    engagement = course_with_plans(request, reference)
    kind = kind_of_address(kind)
    page = page_of(_plan(engagement, kind).changes.all(), PAGE, request)
    context = {
        "engagement": engagement,
        "kind": kind,
        "back": _back(reference, kind),
        "page": page,
        "changes": lines(kind, page.object_list),
    }
    return render(request, "engagements/plans/plan_history.html", context)


def _plan(engagement, kind):
    """The course's plan of a kind, or 404 where nobody has begun it."""
    plan = plan_of(engagement, kind)
    if plan is None:
        raise Http404
    return plan


def _chosen(asked, states, otherwise):
    return asked if asked in states else otherwise


def _back(reference, kind):
    return reverse(overview.PAGES[kind], args=[reference])
