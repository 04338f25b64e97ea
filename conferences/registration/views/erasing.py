"""What is kept of guests and for how long: what is erased next, and what has been."""

from datetime import timedelta

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conferences.registration import permissions
from conferences.registration.actions.erasing import due
from praksis.cases import log
from praksis.cases.models import AuditEvent
from praksis.views import require

# So far ahead is looked, in days, and so much of what has been erased is shown.
AHEAD, SHOWN = 30, 50


@require_safe
def erasing(request):
    """The preview of the next thirty days, and the newest of what the job has done. Nobody is named in it."""
    require(permissions.can_see_erasing(request.user))
    # The last is a later room's, which this one knows by its name alone.
    kinds = ["event.needs_erased", "registration.erased", "event.survey_erased"]
    # By way of the few events there are: the log of everything is long.
    done = AuditEvent.objects.filter(case__event__isnull=False, kind__in=kinds)
    context = {
        "due": due(timezone.localdate() + timedelta(days=AHEAD)),
        "days": AHEAD,
        "erased": [
            {"at": each.at, "event": each.case and each.case.event, "text": log.words(each)}
            for each in done.select_related("case__event").order_by("-at", "-pk")[:SHOWN]
        ],
    }
    return render(request, "conferences/registration/erasing.html", context)
