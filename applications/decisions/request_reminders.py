"""What falls due of requests: those of us who answer are told three days before, and on the last day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from applications.decisions import asked, request_emails
from applications.decisions.models import DecisionRequest
from praksis.mail.reminders import Due, newest_step

DAYS_BEFORE = (3, 0)


def due(now: datetime) -> Iterable[Due]:
    """Everything due at `now`: the open requests whose last day is today or in the days before it that are told."""
    today = timezone.localdate(now)
    requests = asked.waiting(DecisionRequest.objects.select_related(*asked.RELATED)).filter(
        last_day__gte=today, last_day__lte=today + timedelta(days=max(DAYS_BEFORE))
    )
    handlers: dict = {}
    for request in requests:
        since = timezone.localdate(request.received_at)
        step = newest_step(today, request.last_day, DAYS_BEFORE, since=since)
        if step is None:
            continue
        if request.round_id not in handlers:
            handlers[request.round_id] = asked.handlers_of(request.round)
        for to in handlers[request.round_id]:
            letter = request_emails.still_open(request, to=to, step=step)
            yield Due("request.still_open", request.pk, to, step, letter)
