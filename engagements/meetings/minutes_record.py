"""Minutes as they are read, put together of what is stored about them and their meeting."""

from collections.abc import Iterable, Sequence
from typing import Any

from engagements.meetings.minutes_content import record
from engagements.meetings.models import AgendaItem, FollowUp, Minutes, Participant


def read_record(minutes: Minutes) -> dict[str, Any]:
    """What the minutes say, with everything read that belongs to them."""
    meeting = minutes.meeting
    return record_of(
        minutes,
        items=list(meeting.agenda.on()),
        invited=meeting.participants.all(),
        carried=list(FollowUp.objects.carried_to(meeting).first_due()),
        agreed=meeting.follow_ups.first_due(),
    )


def record_of(
    minutes: Minutes,
    *,
    items: Sequence[AgendaItem],
    invited: Iterable[Participant],
    carried: Sequence[FollowUp],
    agreed: Iterable[FollowUp],
) -> dict[str, Any]:
    """What the minutes say: as they were approved, or, before that, as they stand now. What was dropped is left out."""
    if minutes.record is not None:
        approved: dict[str, Any] = minutes.record
        return approved
    lasting = [follow_up for follow_up in agreed if not follow_up.dropped_at]
    return record(minutes.meeting, minutes.content, items=items, invited=invited, carried=carried, agreed=lasting)
