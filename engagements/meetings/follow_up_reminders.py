"""What somebody has promised at a meeting: reminded some days before, and once when it is overdue."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from engagements.courses.models import Status
from engagements.meetings import minutes_emails
from engagements.meetings.models import FollowUp
from engagements.meetings.recipients import who_may_sign_in
from praksis.mail.reminders import Due, newest_step

DAYS_BEFORE = (3,)
# What has been overdue for longer is for the next meeting to speak of.
OVERDUE_DAYS = 14


def due(now: datetime) -> Iterable[Due]:
    """The reminders of follow-ups whose owner has an address, in courses that are not closed."""
    today = timezone.localdate(now)
    window = (today - timedelta(days=OVERDUE_DAYS), today + timedelta(days=max(DAYS_BEFORE)))
    found = FollowUp.objects.open().exclude(email="").filter(due_on__range=window)
    found = found.exclude(meeting__engagement__status=Status.CLOSED)
    related = ("meeting__step", "meeting__engagement__case", "meeting__engagement__party__as_institution")
    for follow_up in found.select_related(*related).order_by("due_on", "pk"):
        yield from _of(follow_up, today)


def _of(follow_up: FollowUp, today: date) -> Iterator[Due]:
    to = follow_up.email
    if follow_up.due_on < today:
        kind, letter, on = "follow_up.overdue", minutes_emails.overdue, follow_up.due_on + timedelta(days=1)
    else:
        since = timezone.localdate(follow_up.created_at)
        step = newest_step(today, follow_up.due_on, DAYS_BEFORE, since=since)
        if step is None:
            return
        kind, letter, on = "follow_up.soon", minutes_emails.due_soon, step
    may_sign_in = bool(who_may_sign_in(follow_up.meeting.engagement, [to]))
    yield Due(kind, follow_up.pk, to, on, letter(follow_up, due_on=on, may_sign_in=may_sign_in))
