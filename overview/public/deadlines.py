"""When a mini course can be applied for: by the deadline of the month that takes applications now, as it is stored."""

from datetime import datetime

from applications.rounds.models import Round


def next_mini_deadline(now: datetime) -> datetime | None:
    """The deadline that a mini received at `now` is in time for; None where no month takes one."""
    return Round.objects.taking_minis_at(now).values_list("deadline", flat=True).first()
