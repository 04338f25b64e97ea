"""What the door's script asks for: the guests to keep for the day, and where it sends what was pressed."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from conferences.door import guests, permissions, sending
from conferences.door.views.opened import open_event, seen_event
from praksis.cases.actors import Actor
from praksis.views import require

WORKER = settings.BASE_DIR / "static" / "js" / "door_worker.js"
LOGGED_OUT = "Log ind igen, så bliver indtjekningerne sendt."


def signed_in(view):
    """Tell a script in its own words that it is signed out, instead of leading it to a page."""

    @wraps(view)
    def with_user(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return JsonResponse({"message": LOGGED_OUT, "login": reverse("account_login")}, status=401)
        return view(request, *args, **kwargs)

    return login_not_required(never_cache(with_user))


@signed_in
@require_safe
def door_list(request, slug):
    """All guests and who has come, and the secret that a POST must carry: the page's own may be old."""
    event = open_event(request, slug)
    return JsonResponse({"csrf": get_token(request), "guests": guests.everybody(event), **_now(request, event)})


@signed_in
@require_POST
def door_send(request, slug):
    """Do what was pressed, each entry by itself, and tell how it went and who is there now.

    What was pressed on the day is taken afterwards too: a device may have been without network until late.
    """
    event = seen_event(request, slug)
    today = timezone.localdate()
    is_open = permissions.can_use_door(request.user, event, today)
    require(is_open or permissions.can_send_late(request.user, event, today))
    try:
        sent_at, entries = sending.read(request.body)
    except sending.BadBatch as bad:
        return JsonResponse({"message": str(bad)}, status=400)
    answers = []
    for entry in entries:
        at = sending.true_time(entry.at, sent_at=sent_at, received_at=request.received_at, event=event)
        if not is_open and (at is None or timezone.localdate(at) != event.held_on):
            answers.append({"key": str(entry.key), "outcome": sending.REFUSED, "message": sending.CLOSED})
            continue
        answers.append(sending.do(event, entry, at=at or request.received_at, by=Actor.of(request)))
    return JsonResponse({"entries": answers, **(_now(request, event) if is_open else {})})


@login_not_required
@require_safe
def door_worker(request):
    """The script that keeps the door's page for when there is no network, allowed to do so at the events' doors."""
    headers = {"Service-Worker-Allowed": "/konferencer/", "Cache-Control": "no-cache"}
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers=headers)


def _now(request, event) -> dict:
    counts = guests.counts(event)
    return {
        "present": guests.present(event),
        "capacity": counts.capacity,
        "seated": counts.seated,
        "is_too_full": counts.is_too_full,
        "time": timezone.localtime(request.received_at).strftime("%H.%M"),
    }
