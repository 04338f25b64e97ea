"""The application as a PDF: having one made, following it, and fetching it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications.drafting import actions
from applications.drafting.models import Application, Printout, PrintoutKind, Submission
from applications.drafting.views.drafts import find_application
from praksis.cases.actors import Actor
from praksis.documents.views import as_attachment
from praksis.views import form_page, reporting

# The newest; whoever made more has them on the own computer, and may have the text made anew
SHOWN = 10


@form_page
@never_cache
def printouts(request, pk):
    """The PDFs of the application; asking has one made of the text as it is now. Whoever reads it may ask."""
    application = find_application(request, pk)
    if request.method == "POST":
        with reporting(request):
            printout = actions.request_printout(application, by=Actor.of(request))
            if printout.document_id:
                messages.info(request, "Der er allerede en pdf af netop denne tekst.")
        return redirect("applications:printouts", application.pk)
    made = list(shown(application).order_by("-requested_at")[:SHOWN])
    context = {"application": application, "printouts": made, "may_ask": _may_ask(application, made)}
    return render(request, "applications/drafting/printouts.html", context)


@require_safe
@never_cache
def printout_progress(request, pk, printout):
    """How far one PDF is; htmx asks for it until it is done. `?kendt=` is the try that the page shows already."""
    application = get_object_or_404(Application.objects.visible_to(request.user).only("pk"), pk=pk)
    if not request.htmx:
        return redirect("applications:printouts", application.pk)
    found = get_object_or_404(shown(application), pk=printout)
    if found.is_waiting and request.GET.get("kendt") == str(found.attempts):
        return HttpResponse(status=204)
    return render(request, "applications/drafting/_printout.html", {"application": application, "printout": found})


@require_safe
@never_cache
def printout_download(request, pk, printout):
    """One PDF, for those who read the application."""
    application = get_object_or_404(Application.objects.visible_to(request.user).only("pk"), pk=pk)
    found = get_object_or_404(application.printouts.select_related("document"), pk=printout)
    if found.document is None:
        raise Http404
    return as_attachment(request, found.document)


def _may_ask(application: Application, made: list[Printout]) -> bool:
    """Whether there may be something to make: what was handed in stands still once it is made."""
    if application.is_draft or any(printout.has_failed for printout in made):
        return True
    current = Submission.objects.filter(application=application).values_list("current", flat=True).first()
    return all(printout.version_id != current for printout in made) if current else not made


def receipt_of(application: Application) -> Printout | None:
    """The receipt's PDF; one from before they were made has none."""
    return shown(application).filter(kind=PrintoutKind.RECEIPT).order_by("-requested_at").first()


def shown(application: Application):
    """The application's PDFs with what a page tells of them."""
    return application.printouts.select_related("document").only(
        "application", "version", "kind", "requested_at", "status", "attempts", "not_before", "document__size"
    )
