"""What people do with the plans of a course."""

from engagements.plans.actions.self_assessment import attach, write_assessment
from engagements.plans.actions.versions import save_version
from engagements.plans.actions.writing import Meanwhile, add_row, begin, move_row, remove_row, write_row

__all__ = [
    "Meanwhile",
    "add_row",
    "attach",
    "begin",
    "move_row",
    "remove_row",
    "save_version",
    "write_assessment",
    "write_row",
]
