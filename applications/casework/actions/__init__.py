"""What people do with an application that is handed in, one function each."""

from applications.casework.actions.answering import (
    add_files_again,
    remove_file_again,
    save_answer_again,
    send_answer_again,
)
from applications.casework.actions.checking import ask_again, close, pass_check
from applications.casework.actions.hearing import answer_hearing, close_hearing, send_hearing
from applications.casework.actions.viewing import note_export, remove_view, save_view
from applications.casework.actions.withdrawing import withdraw
from applications.casework.actions.writing import write_to_applicant, write_to_us

__all__ = [
    "add_files_again",
    "answer_hearing",
    "ask_again",
    "close",
    "close_hearing",
    "note_export",
    "pass_check",
    "remove_file_again",
    "remove_view",
    "save_answer_again",
    "save_view",
    "send_answer_again",
    "send_hearing",
    "withdraw",
    "write_to_applicant",
    "write_to_us",
]
