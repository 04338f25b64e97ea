"""The demo's past: every step is done by the real actions, at the time at which it would have been done."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

import time_machine
from django.conf import settings
from django.utils import timezone

from praksis.mail import delivery
from praksis.mail.models import Email
from praksis.working_days import COPENHAGEN, add_working_days, is_working_day


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment`; at the end the letters written meanwhile are sent, to nobody."""
    with time_machine.travel(moment, tick=True):
        yield
        post()


def post() -> None:
    """Take the letters that are due out of the outbox, through Django's backend that sends nothing."""
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
    try:
        for pk in list(Email.objects.due().values_list("pk", flat=True)):
            delivery.deliver(pk)
    finally:
        settings.EMAIL_BACKEND = backend


def moment(day: date, at: str = "10:00") -> datetime:
    """A time of day, such as "09:30", in Denmark."""
    return datetime.combine(day, time.fromisoformat(at), tzinfo=COPENHAGEN)


def days_ago(days: int) -> date:
    """The day that lies `days` days back."""
    return timezone.localdate() - timedelta(days=days)


def monday_weeks_ago(weeks: int) -> date:
    """The Monday of the week `weeks` weeks back."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday(), weeks=weeks)


def day_of(rule: dict[str, int]) -> date:
    """A day relative to today: {"days_ago": 12} or {"working_days_from_now": 30}."""
    if "days_ago" in rule:
        return days_ago(rule["days_ago"])
    return add_working_days(timezone.localdate(), rule["working_days_from_now"])


def first_of_month(months_ahead: int) -> date:
    """The first day of the month that lies `months_ahead` months ahead."""
    today = timezone.localdate()
    month = today.month - 1 + months_ahead
    return date(today.year + month // 12, month % 12 + 1, 1)


def next_working_day(day: date) -> date:
    """The day itself, or the next on which people are at work."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
