"""What people do with the plans of a course."""

from engagements.plans.actions.following_up import Said, answer, ask, ask_again, open_links, withdraw_follow_up
from engagements.plans.actions.group_links import send_link, send_links, take_up_link, withdraw_link, write_by_link
from engagements.plans.actions.interventions import begin_intervention, begin_round, remove_intervention, write_input
from engagements.plans.actions.self_assessment import attach, write_assessment
from engagements.plans.actions.versions import save_version
from engagements.plans.actions.writing import Meanwhile, add_row, begin, move_row, remove_row, write_row

__all__ = [
    "Meanwhile",
    "Said",
    "add_row",
    "answer",
    "ask",
    "ask_again",
    "attach",
    "begin",
    "begin_intervention",
    "begin_round",
    "move_row",
    "open_links",
    "remove_intervention",
    "remove_row",
    "save_version",
    "send_link",
    "send_links",
    "take_up_link",
    "withdraw_follow_up",
    "withdraw_link",
    "write_assessment",
    "write_by_link",
    "write_input",
    "write_row",
]
