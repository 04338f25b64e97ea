"""PDFs that are made while one waits: nobody asks for them twice, so they are kept nowhere."""

import logging

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from praksis.documents.assets import bundled
from praksis.documents.rendering import RenderFailed, renderer

logger = logging.getLogger("praksis.documents")


def pdf(request: HttpRequest, page: str, *, filename: str, otherwise: str) -> HttpResponse:
    """The page as a PDF to save; where it cannot be made, the way back to `otherwise` with a sentence that says so."""
    try:
        content = renderer.render(page, bundled())
    except (RenderFailed, OSError) as error:
        route = request.resolver_match.view_name if request.resolver_match else ""
        logger.error("a PDF cannot be made at %s: %s", route, type(error).__name__)
        messages.error(request, "PDF-filen kunne ikke laves lige nu. Prøv igen om lidt.")
        return redirect(otherwise)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    return answer
