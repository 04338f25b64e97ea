"""What no meeting may do: change in a closed course, last broken quarters, or take a mini past its ten hours."""

from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils import timezone

from engagements.courses.models import Engagement
from engagements.meetings.hours import fits_mini, in_words
from engagements.meetings.models import Meeting
from praksis.danish import danish_date
from praksis.db import lock
from praksis.errors import ActionError

# So long before its period a course may meet: the start-up meeting is sometimes held before the first day.
PREPARING = timedelta(weeks=8)
# The arguments that the refusals are about
TIME, LENGTH = "starts_at", "duration_minutes"


def minutes_counted(engagement: Engagement) -> int:
    """The minutes of the course's planned and held meetings."""
    return engagement.meetings.counting().aggregate(total=Sum("duration_minutes"))["total"] or 0


def lock_meeting(meeting: Meeting) -> Engagement:
    """Lock course and meeting, in this order everywhere. Raises ActionError where the course is closed."""
    engagement = meeting.engagement
    lock(engagement)
    refuse_closed(engagement)
    lock(meeting)
    meeting.engagement = engagement
    return engagement


def refuse_closed(engagement: Engagement) -> None:
    """Raise ActionError where the course has ended."""
    if engagement.is_closed:
        raise ActionError("Forløbet er afsluttet, så dets møder kan ikke ændres.")


def refuse_broken_quarters(minutes: int) -> None:
    """Raise ActionError for what is not whole quarters of an hour, or longer than a working day."""
    if minutes % 15 or not 15 <= minutes <= 480:
        raise ActionError("Varigheden skal være hele kvarterer, højst otte timer.", field=LENGTH)


def refuse_beyond_mini(engagement: Engagement, minutes: int, *, instead_of: int = 0) -> None:
    """Raise ActionError where planned and held would pass ten hours in a mini; there is no override.

    `instead_of` are minutes that are counted already and change. The course is locked by the caller.
    """
    if not engagement.is_mini:
        return
    counted = minutes_counted(engagement) - instead_of
    if not fits_mini(counted, minutes):
        raise ActionError(
            f"Et miniforløb er højst 10 timer. Der er allerede brugt eller aftalt {in_words(counted)}, "
            f"så der er ikke plads til {in_words(minutes)}. Har I brug for mere, kan I søge et nyt miniforløb.",
            field=LENGTH,
        )


def refuse_in_pause(engagement: Engagement, starts_at: datetime) -> None:
    """Raise ActionError for a time in which the course rests. From the day it is to go on, one may agree to meet."""
    pause = engagement.pauses.filter(until=None).first()
    if pause and pause.since <= timezone.localdate(starts_at) < pause.expected_until:
        until = danish_date(pause.expected_until)
        raise ActionError(f"Forløbet holder pause og ventes genoptaget {until}. Vælg en tid fra den dag.", field=TIME)


def refuse_outside(engagement: Engagement, starts_at: datetime) -> None:
    """Raise ActionError for a time outside the course's period; before it, the course is being prepared."""
    day = timezone.localdate(starts_at)
    if not engagement.starts_on - PREPARING <= day <= engagement.ends_on:
        period = f"{danish_date(engagement.starts_on)} til {danish_date(engagement.ends_on)}"
        raise ActionError(f"Forløbet løber fra {period}. Mødet skal ligge inden for den tid.", field=TIME)
