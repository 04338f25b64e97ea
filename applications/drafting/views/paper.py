"""The pages of a signature on paper: how it is done, and where the signed paper is taken in."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from applications.drafting import actions, approval, permissions
from applications.drafting.paper_forms import PaperForm
from applications.drafting.views.drafts import find_application
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.views import form_page, reporting, require


@form_page
def signature_paper(request, pk):
    """Print the frozen text, have it signed, and upload it. Sent twice, the second leads to the receipt too.

    Of an application that came by mail, the paper came with it.
    """
    application = find_application(request, pk, "programme")
    approver = approval.of(application)
    require(approver is approval.DIRECTOR or application.is_entered)
    if not application.is_draft:
        return redirect("applications:signature", application.pk)
    require(permissions.can_send_for_signature(request.user, application))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PaperForm(*sent, is_entered=application.is_entered)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_on_paper(
                application,
                upload=form.cleaned_data["paper"],
                sends_when_signed=form.cleaned_data["sends_when_signed"],
                by=Actor.of(request),
                received_at=request.received_at,
            )
        except ActionError as refusal:
            form.add_error("paper", str(refusal))
        else:
            return redirect("applications:signature" if application.is_draft else "applications:receipt", pk)
    context = {"application": application, "form": form, "approver": approver}
    status = 422 if form.errors else 200
    return render(request, "applications/drafting/signature_paper.html", context, status=status)


@require_POST
def signature_paper_prepare(request, pk):
    """Freeze the text and show it, ready to be printed; what is missing is said on the page that lists it."""
    application = find_application(request, pk)
    require(permissions.can_send_for_signature(request.user, application))
    with reporting(request):
        version = actions.prepare_paper(application, by=Actor.of(request), received_at=request.received_at)
        messages.success(request, "Teksten er klar. Udskriv den, og få den underskrevet.")
        return redirect("applications:version", application.pk, version.number)
    return redirect("applications:check", application.pk)
