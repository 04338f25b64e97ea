"""What people do with a course: open it, staff it, start it, tick off its steps, close it."""

from engagements.courses.actions.conditions import note_export, set_condition
from engagements.courses.actions.contacts import hand_over_contact, leave_handover_note
from engagements.courses.actions.evaluating import FinalWords, WrittenMeanwhile, save_evaluation
from engagements.courses.actions.frameworks import (
    begin_framework,
    discard_framework,
    remove_framework_step,
    save_framework_note,
    save_framework_step,
    take_into_use,
)
from engagements.courses.actions.groups import add_member, change_group, change_member, remove_member, set_up_group
from engagements.courses.actions.loads import set_programme_load
from engagements.courses.actions.opening import open_course
from engagements.courses.actions.pausing import Shift, pause_course, resume_course, shifted
from engagements.courses.actions.running import (
    assign_consultants,
    close_course,
    give_place_back,
    start_course,
    stop_course,
)
from engagements.courses.actions.shaping import add_step, move_step, skip_step
from engagements.courses.actions.steps import begin_step, complete_by_attendance, complete_step, reopen_step

__all__ = [
    "FinalWords",
    "Shift",
    "WrittenMeanwhile",
    "add_member",
    "add_step",
    "assign_consultants",
    "begin_framework",
    "begin_step",
    "change_group",
    "change_member",
    "close_course",
    "complete_by_attendance",
    "complete_step",
    "discard_framework",
    "give_place_back",
    "hand_over_contact",
    "leave_handover_note",
    "move_step",
    "note_export",
    "open_course",
    "pause_course",
    "remove_framework_step",
    "remove_member",
    "reopen_step",
    "resume_course",
    "save_evaluation",
    "save_framework_note",
    "save_framework_step",
    "set_condition",
    "set_programme_load",
    "set_up_group",
    "shifted",
    "skip_step",
    "start_course",
    "stop_course",
    "take_into_use",
]
