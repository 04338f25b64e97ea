"""What the agency does with rounds, one function each."""

from applications.rounds.actions.blank_forms import draw_blank_form, order_blank_forms, try_blank_forms_again
from applications.rounds.actions.editing import edit_round, remove_criterion, save_criterion, save_requirements
from applications.rounds.actions.months import prepare_months
from applications.rounds.actions.questions import (
    begin_edition,
    discard_edition,
    publish_edition,
    remove_question,
    save_question,
)
from applications.rounds.actions.rounds import (
    copy_questions,
    copy_texts,
    create_round,
    open_round,
    record_earlier_round,
)

__all__ = [
    "begin_edition",
    "copy_questions",
    "copy_texts",
    "create_round",
    "discard_edition",
    "draw_blank_form",
    "edit_round",
    "open_round",
    "order_blank_forms",
    "prepare_months",
    "publish_edition",
    "record_earlier_round",
    "remove_criterion",
    "remove_question",
    "save_criterion",
    "save_question",
    "save_requirements",
    "try_blank_forms_again",
]
