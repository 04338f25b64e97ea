"""The pages on which an institution begins its municipality's application, and hands it over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from applications.drafting import actions, permissions
from applications.drafting.actions.handing_over import municipality_of
from applications.drafting.models import Application, Status
from applications.drafting.views.drafts import find_application
from applications.rounds.models import ProgrammeKind, Round
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.organisations.models import Institution
from praksis.views import form_page, reporting, require


@require_POST
def begin_for_municipality(request, pk):
    """Begin a draft for the municipality, as an institution."""
    round_ = get_object_or_404(Round.objects.published().exclude(programme__kind=ProgrammeKind.MINI), pk=pk)
    institutions = Institution.objects.filter(pk__in=permissions.begins_for(request.user))
    chosen = next((each for each in institutions if str(each.pk) == request.POST.get("dagtilbud")), None)
    require(chosen is not None)
    try:
        application = actions.begin_for_municipality(
            round_, chosen, by=Actor.of(request), received_at=request.received_at
        )
    except ActionError as refusal:
        messages.error(request, str(refusal))
        return redirect("applications:begin", round_.pk)
    return redirect(application)


@form_page
def application_hand_over(request, pk):
    """What it means to hand the draft over, and the button that does."""
    application = find_application(request, pk, "programme")
    require(permissions.can_hand_over(request.user, application))
    municipality = municipality_of(application)
    if request.method == "POST":
        with reporting(request, success=f"{municipality} har fået besked og kan tage imod ansøgningen."):
            actions.hand_over(application, by=Actor.of(request), received_at=request.received_at)
        return redirect(application)
    context = {"application": application, "municipality": municipality}
    return render(request, "applications/drafting/application_hand_over.html", context)


@form_page
def application_take_over(request, pk):
    """What the municipality is offered, and the button that takes it over; afterwards this leads to the draft."""
    offered = Application.objects.offered_to(request.user).select_related("case", "round", "programme", "applicant")
    application = offered.filter(pk=pk).first()
    if application is None:
        return redirect(get_object_or_404(Application.objects.visible_to(request.user), pk=pk))
    municipality = municipality_of(application)
    if request.method == "POST":
        with reporting(request, success=f"Ansøgningen er nu {municipality}s. I kan rette i alt."):
            actions.take_over(application, by=Actor.of(request), received_at=request.received_at)
            return redirect(application)
        return redirect("applications:take_over", application.pk)
    own = Application.objects.filter(round=application.round_id, applicant=municipality.pk)
    context = {
        "application": application,
        "municipality": municipality,
        "has_own": own.exclude(status=Status.WITHDRAWN).exists(),
    }
    return render(request, "applications/drafting/application_take_over.html", context)
