"""Minutes as they are read, put together of what is stored about them and their meeting."""

from typing import Any

from engagements.meetings.minutes_content import record
from engagements.meetings.models import FollowUp, Minutes


def record_of(minutes: Minutes) -> dict[str, Any]:
    """What the minutes say: as they were approved, or, before that, as they stand now."""
    if minutes.record is not None:
        return minutes.record
    meeting = minutes.meeting
    return record(
        meeting,
        minutes.content,
        items=list(meeting.agenda.on()),
        invited=meeting.participants.all(),
        carried=list(FollowUp.objects.carried_to(meeting).first_due()),
        agreed=meeting.follow_ups.filter(dropped_at=None).first_due(),
    )
