"""What people do with a course's meetings."""

from engagements.meetings.actions.guards import OutsideCourse, minutes_counted
from engagements.meetings.actions.holding import hold_meeting, log_sparring
from engagements.meetings.actions.planning import cancel_meeting, move_meeting, plan_meeting
from engagements.meetings.actions.subscribing import renew_feed

__all__ = [
    "OutsideCourse",
    "cancel_meeting",
    "hold_meeting",
    "log_sparring",
    "minutes_counted",
    "move_meeting",
    "plan_meeting",
    "renew_feed",
]
