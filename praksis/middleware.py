"""Two small middlewares: when a request came, and what a person sees while the database is away."""

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone


def stamp_received_at(get_response):
    """Note when the request was received: deadlines are judged by it, however long the request then waits."""

    def middleware(request):
        request.received_at = timezone.now()
        return get_response(request)

    return middleware


def database_away(get_response):
    """Answer 503 with a Danish page when the database cannot be reached or a lock could not be had in time."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, OperationalError | InterfaceError):
            return HttpResponse(render_to_string("503.html"), status=503)  # without the user, who lies in the database
        return None

    middleware.process_exception = process_exception
    return middleware
