"""Small middlewares: when a request came, and who may keep a page."""

from django.conf import settings
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
