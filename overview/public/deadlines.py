"""When a mini course can be applied for: the last working day of each month, as long as the programme runs."""

from datetime import date, datetime

from praksis.working_days import COPENHAGEN, end_of_day, last_working_day


def next_mini_deadline(now: datetime, last_deadline_on: date | None) -> datetime | None:
    """The first deadline that an application received at `now` is in time for; None when the last one has passed.

    `last_deadline_on` is the programme's last deadline, or None for a programme that runs on.
    """
    today = now.astimezone(COPENHAGEN).date()
    day = last_working_day(today.year, today.month)
    if end_of_day(day) < now:
        # December's next month is January of the year after
        day = last_working_day(today.year + today.month // 12, today.month % 12 + 1)
    if last_deadline_on and day > last_deadline_on:
        return None
    return end_of_day(day)
