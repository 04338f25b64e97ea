"""What every view uses, and the pages that belong to no room."""

import sys
from contextlib import contextmanager

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import Error, InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from praksis import readiness
from praksis.cases.actors import Actor
from praksis.errors import ActionError
from praksis.health import last_alive

# For a view that shows a form and takes it
form_page = require_http_methods(["GET", "HEAD", "POST"])

# Never shown again on the page of an expired form
SECRET_FIELDS = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code"}


def require(allowed: bool) -> None:
    """Answer 403 unless the predicate allowed it."""
    if not allowed:
        raise PermissionDenied


@contextmanager
def reporting(request, *, success: str = ""):
    """Turn an ActionError into a message on the next page, and say `success` where there was none."""
    try:
        yield
    except ActionError as refusal:
        messages.error(request, str(refusal))
    else:
        if success:
            messages.success(request, success)


def accepted(form, action, *subject, request, by: Actor | None = None, **also) -> bool:
    """Whether the action took what the form holds; it is called with `subject`, what is `also` given, and by whom.

    `by` is whoever came by a personal link; without one it is the user.

    A refusal stands with the form, beside the field that it is about or else the one that the form names as
    `refused_at`, so that nothing typed is lost. False for a form that was not sent or is not filled in.
    """
    if not form.is_bound or not form.is_valid():
        return False
    try:
        action(*subject, **form.cleaned_data, **also, by=by or Actor.of(request))
    except ActionError as refusal:
        places = (refusal.field, getattr(form, "refused_at", ""))
        form.add_error(next((field for field in places if field in form.fields), None), str(refusal))
        return False
    return True


def sent(request):
    """What was posted, or None: what a form is made of."""
    return request.POST if request.method == "POST" else None


@login_not_required
@never_cache
@require_safe
def healthz(request):
    """Answers 200 as long as the process does, and says when worker and beat were last alive (ISO times).

    While the database is away nobody knows: then both are null.
    """
    try:
        seen = last_alive()
    except Error:
        seen = {"worker": None, "beat": None}
    return JsonResponse({"status": "ok", **seen})


@login_not_required
@never_cache
@require_safe
def readyz(request):
    """Whether the site can serve (else 503), and what does not keep up. Names parts and times, nobody and nothing."""
    found = readiness.look()
    status = "unavailable" if found.faults else "degraded" if found.delays else "ok"
    seen = {name: found.seen.get(name) for name in ("worker", "beat", "backup")}
    answer = {
        "status": status,
        "problems": found.faults + found.delays,
        "database": found.database,
        "missing_migrations": found.migrations,
        "media": found.media,
        "oldest_mail_seconds": found.mail_due_at and int((found.at - found.mail_due_at).total_seconds()),
        **{name: at and at.isoformat(timespec="seconds") for name, at in seen.items()},
    }
    return JsonResponse(answer, status=503 if found.faults else 200)


@login_not_required
def server_error(request):
    """The page of a fault of ours: 503 while the database is away or a lock could not be had in time, else 500.

    Made without the user and the menu, who may lie in what is not there.
    """
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


@login_not_required
def csrf_failure(request, reason=""):
    """The page of an expired form: what was typed stands there, ready to be sent again.

    What another site sent is not offered: one careless press would then do what that site wanted done.
    """
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    is_ours = request.headers.get("Origin", settings.SITE_URL) in ours
    sent = request.POST.lists() if is_ours else []
    fields = [(name, value) for name, values in sent if name not in SECRET_FIELDS for value in values]
    # What a person would hate to write again; the rest goes with the button.
    texts = [value for _, value in fields if len(value.split()) > 1]
    context = {"fields": fields, "texts": texts, "action": request.get_full_path()}
    return render(request, "403_csrf.html", context, status=403)
