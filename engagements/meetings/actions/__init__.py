"""What people do with a course's meetings."""

from engagements.meetings.actions.guards import OutsideCourse, minutes_counted
from engagements.meetings.actions.holding import hold_meeting, log_sparring
from engagements.meetings.actions.planning import cancel_meeting, move_meeting, plan_meeting
from engagements.meetings.actions.polling import (
    PollClosed,
    answer_poll,
    cancel_poll,
    choose_time,
    link_of,
    make_poll,
    remind_poll,
)
from engagements.meetings.actions.subscribing import renew_feed

__all__ = [
    "OutsideCourse",
    "PollClosed",
    "answer_poll",
    "cancel_meeting",
    "cancel_poll",
    "choose_time",
    "hold_meeting",
    "link_of",
    "log_sparring",
    "make_poll",
    "minutes_counted",
    "move_meeting",
    "plan_meeting",
    "remind_poll",
    "renew_feed",
]
