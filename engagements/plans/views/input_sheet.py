"""The input sheet for the second steering-group meeting: gathered by itself, with what is to be discussed."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.plans import actions, gathered, permissions, sheet_paper
from engagements.plans.interventions_forms import InputForm
from engagements.plans.models import InputSheet, PlanKind
from engagements.plans.views.finding import course_to_write, course_with_plans, plan_of
from engagements.plans.views.writing import row_page
from praksis.cases.actors import Actor
from praksis.documents import at_once
from praksis.errors import ActionError
from praksis.views import form_page, sent

KIND = PlanKind.INPUT_SHEET


@require_safe
def input_sheet(request, reference):
    """What was tried, seen and adjusted since the first meeting, by institution and theme."""
    engagement = course_with_plans(request, reference)
    plan = plan_of(engagement, KIND)
    context = {
        "engagement": engagement,
        "kind": KIND,
        "plan": plan,
        "sheet": gathered.of(engagement),
        "discussion": _discussion(engagement),
        "versions": list(plan.versions.all()) if plan else [],
        "may_write": permissions.can_write(request.user, engagement),
    }
    return render(request, "engagements/plans/input_sheet.html", context)


@require_safe
@never_cache
def input_sheet_pdf(request, reference):
    """The same on paper. Made while one waits."""
    engagement = course_with_plans(request, reference)
    page = sheet_paper.page(engagement, gathered.of(engagement), _discussion(engagement))
    back = reverse("engagements:input_sheet", args=[reference])
    return at_once.pdf(request, page, filename=sheet_paper.filename(engagement), otherwise=back)


@form_page
def input_write(request, reference):
    """Write what both sides want the steering group to discuss."""
    engagement = course_to_write(request, reference)

    form = InputForm(sent(request), row=_discussion(engagement))
    if form.is_bound and form.is_valid():
        said = {"revision": form.cleaned_data["revision"] or 0, **form.values}
        try:
            actions.write_input(engagement, **said, by=Actor.of(request))
        except actions.Meanwhile as conflict:
            form.show(conflict)
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Teksten til styregruppen er gemt.")
            return redirect("engagements:input_sheet", reference)
    context = {"heading": "Til drøftelse i styregruppen", "back": reverse("engagements:input_sheet", args=[reference])}
    return row_page(request, form, engagement, KIND, **context)


def _discussion(engagement):
    found = InputSheet.objects.filter(plan__engagement=engagement)
    return found.first()
