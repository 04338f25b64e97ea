"""When the page of a course's month is told of."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from engagements.courses.models import Engagement, Status
from engagements.courses.quiet import JULY
from engagements.dashboard import emails
from praksis.mail.reminders import Due
from praksis.staffing import months
from praksis.working_days import is_working_day

# After so many days the month is no longer news.
WITHIN = timedelta(days=5)


def month_pages(now: datetime) -> Iterator[Due]:
    """On the first working day of a month, but July's, to the heads of day care of the courses that ran before it."""
    today = timezone.localdate(now)
    this = months.month_of(today)
    first = this
    while not is_working_day(first):
        first += timedelta(days=1)
    if this.month == JULY or not first <= today <= first + WITHIN:
        return
    running = Engagement.objects.filter(status=Status.RUNNING, starts_on__lt=this, started_at__date__lt=this)
    for engagement in running.select_related("case"):
        email = (engagement.people.get("head_of_day_care") or {}).get("email")
        if email:
            letter = emails.month_page(engagement, months.after(this, -1))
            yield Due("course_month", engagement.pk, email, first, letter)
