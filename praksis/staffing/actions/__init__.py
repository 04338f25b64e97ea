"""What people do here, by subject; called as `actions.set_usual(...)`."""

from praksis.staffing.actions.capacity import clear_months, note_export, set_months, set_usual
from praksis.staffing.actions.competences import (
    add_competence,
    choose_competences,
    rename_competence,
    restore_competence,
    retire_competence,
)
from praksis.staffing.actions.promises import drop_promise, keep_promises, make_promise

__all__ = [
    "add_competence",
    "choose_competences",
    "clear_months",
    "drop_promise",
    "keep_promises",
    "make_promise",
    "note_export",
    "rename_competence",
    "restore_competence",
    "retire_competence",
    "set_months",
    "set_usual",
]
