"""What people do with the plans of a course."""

from engagements.plans.actions.following_up import Said, answer, ask, ask_again, open_links, withdraw_follow_up
from engagements.plans.actions.versions import save_version
from engagements.plans.actions.writing import Meanwhile, add_row, begin, move_row, remove_row, write_row

__all__ = [
    "Meanwhile",
    "Said",
    "add_row",
    "answer",
    "ask",
    "ask_again",
    "begin",
    "move_row",
    "open_links",
    "remove_row",
    "save_version",
    "withdraw_follow_up",
    "write_row",
]
