"""Handing out documents to those who may have them."""

import logging

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from praksis.documents.models import Document
from praksis.documents.storage import Stored

logger = logging.getLogger("praksis.documents")


@require_safe
@never_cache
def document_download(request, pk):
    """Send a document to those who may have it."""
    return as_attachment(request, get_object_or_404(Document.objects.visible_to(request.user), pk=pk))


def as_attachment(request, document: Stored) -> HttpResponseBase:
    """The file as an attachment that a browser neither sniffs, runs nor keeps; the caller has permitted it.

    Where the file cannot be read, a page says so, and the log says which it is.
    """
    try:
        file = document.file.open("rb")
    except OSError as error:
        logger.error("document %s cannot be read: %s", document.pk, type(error).__name__)
        return render(request, "praksis/documents/unreadable.html", {"document": document}, status=404)
    response = FileResponse(
        file,
        as_attachment=True,
        filename=document.filename,
        content_type=document.content_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
