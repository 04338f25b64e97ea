"""Small middlewares: when a request came, who may keep a page, and what is seen while the database is away."""

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_cache_control


def stamp_received_at(get_response):
    """Note when the request was received: deadlines are judged by it, however long the request then waits."""

    def middleware(request):
        request.received_at = timezone.now()
        return get_response(request)

    return middleware


def kept_by_nobody_else(get_response):
    """Let no proxy keep the page of somebody with a session, and no browser show it again without asking."""

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

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
