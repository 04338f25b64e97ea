"""Small middlewares: when a request came, how it is read, what the log says of it, and who may keep a page."""

import logging
import time

from django.conf import settings
from django.utils import timezone
from django.utils.cache import patch_cache_control

logger = logging.getLogger("praksis.requests")


def stamp_received_at(get_response):
    """Note when the request was received: deadlines are judged by it, however long the request then waits."""

    def middleware(request):
        request.received_at = timezone.now()
        return get_response(request)

    return middleware


def read_as_utf8(get_response):
    """Read what is sent as UTF-8, whatever it says it is: no browser sends our pages' forms otherwise.

    Django believes the content type, also where it names a codec that cannot read a form ("idna", "hex"), and breaks.
    """

    def middleware(request):
        if request.encoding:
            request.encoding = "utf-8"
        return get_response(request)

    return middleware


def log_requests(get_response):
    """Write a line for each request: the route's name, never who asked, for what, or from where."""

    def middleware(request):
        began = time.perf_counter()
        response = get_response(request)
        facts = {
            "method": request.method,
            # None where no route was reached: a static file, a redirect to HTTPS, an address that does not exist
            "route": request.resolver_match and request.resolver_match.view_name,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - began) * 1000),
        }
        logger.info("request", extra={"facts": facts})
        return response

    return middleware


def kept_by_nobody_else(get_response):
    """Let no proxy keep the page of somebody with a session, and no browser show it again without asking."""

    def middleware(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware


def no_camera(get_response):
    """Let no page use camera, microphone or place, unless its view says so itself."""

    def middleware(request):
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware
