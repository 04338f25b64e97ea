"""The models of meetings: the meeting with those invited, its agenda, its minutes, and what is to be done after it."""

from engagements.meetings.models.agendas import AgendaItem, AgendaSending, ItemStatus
from engagements.meetings.models.follow_ups import FollowUp, Side
from engagements.meetings.models.meetings import (
    CalendarFeed,
    Channel,
    Meeting,
    MeetingStatus,
    Participant,
    place_of,
    title_of,
)
from engagements.meetings.models.minutes import (
    Addendum,
    Minutes,
    MinutesPaper,
    MinutesStatus,
    MinutesVersion,
)

__all__ = [
    "Addendum",
    "AgendaItem",
    "AgendaSending",
    "CalendarFeed",
    "Channel",
    "FollowUp",
    "ItemStatus",
    "Meeting",
    "MeetingStatus",
    "Minutes",
    "MinutesPaper",
    "MinutesStatus",
    "MinutesVersion",
    "Participant",
    "Side",
    "place_of",
    "title_of",
]
