"""What people do with surveys and the data calendar, by subject."""

from engagements.evaluation.actions.answering import answer
from engagements.evaluation.actions.collecting import (
    add_collection,
    change_collection,
    note_export,
    remove_collection,
)
from engagements.evaluation.actions.waves import (
    add_recipients,
    close_wave,
    prolong_wave,
    remove_recipient,
    send_again,
    send_survey,
)

__all__ = [
    "add_collection",
    "add_recipients",
    "answer",
    "change_collection",
    "close_wave",
    "note_export",
    "prolong_wave",
    "remove_collection",
    "remove_recipient",
    "send_again",
    "send_survey",
]
