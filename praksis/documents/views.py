"""Handing out documents to those who may have them."""

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from praksis.documents.models import Document


@require_safe
@never_cache
def document_download(request, pk):
    """Send a document to those who may have it."""
    return as_attachment(get_object_or_404(Document.objects.visible_to(request.user), pk=pk))


def as_attachment(document: Document) -> FileResponse:
    """The file as an attachment that a browser neither sniffs, runs nor keeps; the caller has permitted it."""
    response = FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=document.filename,
        content_type=document.content_type,
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
