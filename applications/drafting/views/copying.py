"""A new application that begins with what an earlier one said: what comes along, the button, and what did not."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from applications.drafting import actions, copying, permissions
from applications.drafting.copying_forms import CopyForm
from applications.drafting.models import ApplicantKind
from applications.drafting.questions import SetAside
from applications.drafting.views.drafts import find_application
from praksis.cases.actors import Actor
from praksis.cases.models import AuditEvent
from praksis.views import form_page, reporting, require


@form_page
def application_copy(request, pk):
    """Where to, what comes along and what does not; the button begins the new application."""
    application = find_application(request, pk, "programme")
    require(permissions.can_copy(request.user, application))
    found = copying.targets(application, request.user, request.received_at)
    wanted = request.POST.get("til", request.GET.get("til"))
    begun = next((target.existing for target in found if target.existing and target.value == wanted), None)
    if begun:
        messages.info(request, "I har allerede begyndt en ansøgning. Her kan I fortsætte.")
        return redirect(begun)
    free = [target for target in found if not target.existing]
    # Where there is one possibility only, nobody has to choose it.
    only = free[0].value if len(free) == 1 else None
    chosen = {"til": wanted or only} if wanted is not None or only or request.method == "POST" else None
    form = CopyForm(chosen, targets=free)
    target = form.chosen
    if target and request.method == "POST":
        with reporting(request):
            return redirect("applications:copied", _copy(request, application, target).pk)
    context = {
        "application": application,
        "form": form,
        "targets": free,
        # One draft of a mini stands in the way of every institution's.
        "existing": list({target.existing.pk: target for target in found if target.existing}.values()),
        "target": target,
        "plan": _plan(application, target),
    }
    return render(request, "applications/drafting/application_copy.html", context)


@require_safe
def application_copied(request, pk):
    """What a new application has from the earlier one, and the texts that there was no room for."""
    application = find_application(request, pk, "copied_from__case")
    event = AuditEvent.objects.filter(case=application.case_id, kind="application.copied").first()
    if event is None:
        raise Http404
    context = {
        "application": application,
        "source": application.copied_from,
        "copied": event.data,
        "left": [SetAside(*texts) for texts in event.data["left"]],
    }
    return render(request, "applications/drafting/application_copied.html", context)


def _copy(request, application, target):
    by = {"by": Actor.of(request), "received_at": request.received_at}
    if target.is_mini:
        return actions.copy_into_mini(application, row=target.row, **by)
    return actions.copy_into_round(application, target.round, **by)


def _plan(application, target) -> copying.Plan | None:
    """What would be copied; the kind of applicant is the same, but for a municipality that applies for a mini."""
    edition = target and target.edition
    if edition is None:
        return None
    kind = ApplicantKind.ADMINISTRATION if target.row else application.applicant_kind
    return copying.plan(application, edition, kind=kind, row=target.row)
