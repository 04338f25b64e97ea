"""What the programmes' courses are assumed to take of the consultants' time."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from engagements.courses import actions
from engagements.courses.load_forms import ProgrammeLoadForm
from engagements.courses.models import ProgrammeLoad
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.staffing.permissions import can_plan, can_see
from praksis.views import form_page, require


@require_safe
def programme_loads(request):
    """The hours that each programme is assumed to take, and where they are from."""
    require(can_see(request.user))
    loads = ProgrammeLoad.objects.select_related("programme", "changed_by").order_by("-programme__kind")
    context = {"loads": loads, "may_plan": can_plan(request.user)}
    return render(request, "engagements/courses/programme_loads.html", context)


@form_page
def programme_load(request, kind):
    """Change what one programme is assumed to take."""
    require(can_plan(request.user))
    load = get_object_or_404(ProgrammeLoad.objects.select_related("programme"), programme__kind=kind)

    initial = {"hours_per_month": load.hours_per_month, "source": load.source}
    form = ProgrammeLoadForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_programme_load(load, **form.cleaned_data, by=Actor.of(request))
        except ActionError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Forudsætningen er gemt.")
            return redirect("engagements:programme_loads")
    context = {"load": load, "form": form}
    return render(request, "engagements/courses/programme_load.html", context, status=422 if form.errors else 200)
