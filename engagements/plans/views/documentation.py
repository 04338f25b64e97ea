"""What documents the self-assessment already: attached, put under other themes, taken out again."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from engagements.plans import actions
from engagements.plans.models import Documentation, PlanKind
from engagements.plans.self_assessment import THEMES
from engagements.plans.self_assessment_forms import AttachForm, DocumentationForm
from engagements.plans.views.finding import course_to_write
from engagements.plans.views.writing import row_page, written
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, sent

KIND = PlanKind.SELF_ASSESSMENT
LEAD = "Er det beskrevet et andet sted, så vedhæft det her, og sæt det ved de temaer, det fortæller om."


@form_page
def documentation_add(request, reference):
    """Attach a file or a link."""
    engagement = course_to_write(request, reference)
    theme = THEMES.get(request.GET.get("tema", ""))

    files = request.FILES if request.method == "POST" else None
    form = AttachForm(sent(request), files=files, initial={"themes": [theme] if theme else []})
    if form.is_bound and form.is_valid() and _attached(form, engagement, request):
        messages.success(request, "Dokumentationen er vedhæftet.")
        return redirect(_back(reference))
    context = {"heading": "Vedhæft dokumentation", "back": _back(reference), "lead": LEAD, "has_files": True}
    return row_page(request, form, engagement, KIND, **context)


@form_page
def documentation_edit(request, reference, documentation):
    """Change what a piece of documentation is called, and where it belongs."""
    engagement = course_to_write(request, reference)
    found = _documentation(engagement).filter(pk=documentation).first()
    if found is None:
        if request.method != "POST":
            raise Http404
        messages.error(request, "En anden har taget dokumentationen ud, mens du skrev.")
        return redirect(_back(reference))

    form = DocumentationForm(sent(request), row=found)
    if written(form, request=request):
        messages.success(request, "Ændringen er gemt.")
        return redirect(_back(reference))
    context = {
        "heading": f"Ret: {found.title}",
        "back": _back(reference),
        "remove": reverse("engagements:documentation_remove", args=[reference, documentation]),
        "remove_text": "Tag dokumentationen ud",
    }
    return row_page(request, form, engagement, KIND, **context)


@require_POST
def documentation_remove(request, reference, documentation):
    """Take a piece of documentation out. A file stays with the case."""
    engagement = course_to_write(request, reference)
    found = get_object_or_404(_documentation(engagement), pk=documentation)
    with reporting(request, success="Dokumentationen er taget ud. Den kan stadig findes i egenvurderingens historik."):
        actions.remove_row(found, by=Actor.of(request))
    return redirect(_back(reference))


def _attached(form, engagement, request):
    """Whether it was attached; a refusal stands with the form."""
    row = Documentation(pk=form.cleaned_data["key"] or uuid.uuid4(), **form.values)
    upload = form.cleaned_data["file"]
    try:
        if upload:
            actions.attach(engagement, row, upload, by=Actor.of(request))
        else:
            actions.add_row(engagement, row, by=Actor.of(request))
    except ActionError as refusal:
        form.add_error("file" if upload else None, str(refusal))
        return False
    return True


def _documentation(engagement):
    return Documentation.objects.filter(plan__engagement=engagement).select_related(
        "plan__engagement__case", "document"
    )


def _back(reference):
    return reverse("engagements:self_assessment", args=[reference]) + "#dokumentation"
