"""What people do with a course's meetings, their agendas and minutes, and what is followed up on."""

from engagements.meetings.actions.agendas import (
    add_item,
    answer_suggestion,
    begin_agenda,
    change_item,
    move_item,
    remove_item,
    send_agenda,
    suggest_item,
)
from engagements.meetings.actions.approving import add_to_minutes, approve_minutes, return_minutes, send_minutes
from engagements.meetings.actions.filing import print_minutes, try_all_minutes_again, try_minutes_again
from engagements.meetings.actions.follow_ups import (
    agree_follow_up,
    change_follow_up,
    complete_follow_up,
    drop_follow_up,
    reopen_follow_up,
)
from engagements.meetings.actions.guards import minutes_counted
from engagements.meetings.actions.holding import hold_meeting, log_sparring
from engagements.meetings.actions.minutes import Conflict, save_minutes, set_aside
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
    "Conflict",
    "PollClosed",
    "add_item",
    "add_to_minutes",
    "agree_follow_up",
    "answer_poll",
    "answer_suggestion",
    "approve_minutes",
    "begin_agenda",
    "cancel_meeting",
    "cancel_poll",
    "change_follow_up",
    "change_item",
    "choose_time",
    "complete_follow_up",
    "drop_follow_up",
    "hold_meeting",
    "link_of",
    "log_sparring",
    "make_poll",
    "minutes_counted",
    "move_item",
    "move_meeting",
    "plan_meeting",
    "print_minutes",
    "remind_poll",
    "remove_item",
    "renew_feed",
    "reopen_follow_up",
    "return_minutes",
    "save_minutes",
    "send_agenda",
    "send_minutes",
    "set_aside",
    "suggest_item",
    "try_all_minutes_again",
    "try_minutes_again",
]
