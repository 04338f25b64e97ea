"""A meeting as calendars are told of it."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from engagements.meetings.models import Meeting, MeetingStatus, Participant
from praksis.calendar import Entry


def entry(meeting: Meeting, *, at: datetime, participants: Iterable[Participant] = ()) -> Entry:
    """The meeting as it is at this moment. The one who agreed on it stays the organiser, who gets the answers."""
    engagement, organiser = meeting.engagement, meeting.planned_by
    return Entry(
        uid=meeting.uid,
        sequence=meeting.sequence,
        title=f"{meeting.title}: {engagement.party}",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        place=meeting.where,
        description=f"Forløbet i {engagement.party}, sag {engagement.case.reference}.",
        url=settings.SITE_URL + meeting.get_absolute_url(),
        organiser=(organiser.name, organiser.email),
        attendees=[(each.name, each.email, each.is_required) for each in participants],
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
        changed_at=at,
    )
