"""What people do with what courses have learned."""

from engagements.knowledge.actions.articles import (
    Changed,
    add_source,
    change_article,
    change_source,
    make_article,
    publish,
    remove_source,
    take_down,
)
from engagements.knowledge.actions.notes import change_note, leave_out, note, remove_note, take_up_again

__all__ = [
    "Changed",
    "add_source",
    "change_article",
    "change_note",
    "change_source",
    "leave_out",
    "make_article",
    "note",
    "publish",
    "remove_note",
    "remove_source",
    "take_down",
    "take_up_again",
]
