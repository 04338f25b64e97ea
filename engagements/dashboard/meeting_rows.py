"""A course's meetings as its own page and the pages of its steps draw them: their words worked out once."""

from dataclasses import dataclass
from datetime import datetime

from engagements.meetings.models import Meeting


@dataclass(frozen=True)
class MeetingRow:
    """One meeting as it is drawn. `url` begins the addresses of its actions; it is empty where there are none.

    `page_url` is its own page.
    `calendar_url` is that of a planned meeting as a calendar file.
    """

    title: str
    starts_at: datetime
    how: str
    note: str
    has_begun: bool
    status_word: str = ""
    status_kind: str = ""
    url: str = ""
    calendar_url: str = ""
    page_url: str = ""


def row(meeting: Meeting, *, course_url: str, may_plan: bool) -> MeetingRow:
    """The meeting of the course at this address; one that is simply agreed needs no word for its status."""
    url = f"{course_url}moeder/{meeting.pk}/"
    may_act = may_plan and meeting.is_planned
    has_status = not meeting.is_planned or (may_act and meeting.awaits_note)
    return MeetingRow(
        title=meeting.title,
        starts_at=meeting.starts_at,
        how=f"{meeting.duration} · {meeting.where}",
        note=meeting.note,
        has_begun=meeting.has_begun,
        status_word=meeting.status_word if has_status else "",
        status_kind=meeting.status_kind if has_status else "",
        url=url if may_act else "",
        calendar_url=f"{url}kalender.ics" if meeting.is_planned else "",
        page_url=url,
    )
