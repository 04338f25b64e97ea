"""What an application was sent with, for those who may read it."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from applications.assessment import access
from applications.assessment.permissions import can_check_papers
from applications.drafting import actions as drafting
from applications.drafting import reading
from applications.drafting.actions.entering import KIND as MAILED
from applications.drafting.actions.paper import KIND as SIGNED_PAPER
from applications.drafting.models import Signature
from praksis.cases.actors import Actor
from praksis.documents.models import Audience, Document
from praksis.documents.views import as_attachment
from praksis.views import reporting, require


@require_safe
@never_cache
def file_read(request, pk, document):
    """A file that the application was sent with, the signed paper, or the mail, to whoever may read the application."""
    related = ("submission__current", "submission__version__signature")
    application = get_object_or_404(access.readable_applications(request.user).select_related(*related), pk=pk)
    sent = {file["id"] for file in reading.files(application.submission.current.content)}
    signature = getattr(application.submission.version, "signature", None)
    files = Document.objects.filter(case=application.case_id, audience=Audience.APPLICATION)
    if application.is_entered:
        sent |= {str(pk) for pk in files.filter(kind__in=[MAILED, SIGNED_PAPER]).values_list("pk", flat=True)}
    if str(document) not in sent and (signature is None or document != signature.document_id):
        raise Http404
    return as_attachment(request, get_object_or_404(files, pk=document))


@require_POST
def paper_check(request, pk):
    """A manager says that the director's signature on paper is in order."""
    application = get_object_or_404(access.readable_applications(request.user).select_related("round"), pk=pk)
    require(can_check_papers(request.user))
    signature = get_object_or_404(Signature, version__submission__application=application)
    with reporting(request, success="Det er noteret, at underskriften på papiret er i orden."):
        drafting.check_paper(signature, by=Actor.of(request))
    return redirect("applications:round_application", application.round_id, application.pk)


def linked(content, application):
    """What was sent, with its files leading to where those who judge it get them."""
    return reading.with_addresses(
        content, lambda document: reverse("applications:read_file", args=[application.pk, document])
    )
