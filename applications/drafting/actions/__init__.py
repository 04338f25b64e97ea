"""What people do with a draft, one function each."""

from applications.drafting.actions.confirming import ask_board_chair, confirm, confirm_for_the_board, confirm_signed_in
from applications.drafting.actions.copying import copy_into_mini, copy_into_round
from applications.drafting.actions.cpr import declare_no_cpr
from applications.drafting.actions.drafts import add_institution, begin, begin_mini, remove_institution
from applications.drafting.actions.entering import Mail, enter
from applications.drafting.actions.files import add_file, add_files, remove_file
from applications.drafting.actions.handing_over import begin_for_municipality, hand_over, take_over
from applications.drafting.actions.history import restore
from applications.drafting.actions.paper import check_paper, prepare_paper, sign_on_paper
from applications.drafting.actions.parts import (
    begin_part,
    drafts_of,
    finish_part,
    resend_part,
    save_part,
    save_part_page,
    send_part,
    use_theirs_in_part,
    withdraw_part,
)
from applications.drafting.actions.presence import note_presence
from applications.drafting.actions.printouts import (
    draw_printout,
    order_receipt,
    request_printout,
    try_printouts_again,
)
from applications.drafting.actions.questions import publish_questions, switch_questions
from applications.drafting.actions.signing import (
    correct_approver,
    resend_signature_link,
    send_back,
    send_code,
    send_for_signature,
    sign,
    withdraw_signature_link,
)
from applications.drafting.actions.submission import submit
from applications.drafting.actions.writing import Conflict, Entry, save_answer, save_answers, use_theirs

__all__ = [
    "Conflict",
    "Entry",
    "Mail",
    "add_file",
    "add_files",
    "add_institution",
    "ask_board_chair",
    "begin",
    "begin_for_municipality",
    "begin_mini",
    "begin_part",
    "check_paper",
    "confirm",
    "confirm_for_the_board",
    "confirm_signed_in",
    "copy_into_mini",
    "copy_into_round",
    "correct_approver",
    "declare_no_cpr",
    "drafts_of",
    "draw_printout",
    "enter",
    "finish_part",
    "hand_over",
    "note_presence",
    "order_receipt",
    "prepare_paper",
    "publish_questions",
    "remove_file",
    "remove_institution",
    "request_printout",
    "resend_part",
    "resend_signature_link",
    "restore",
    "save_answer",
    "save_answers",
    "save_part",
    "save_part_page",
    "send_back",
    "send_code",
    "send_for_signature",
    "send_part",
    "sign",
    "sign_on_paper",
    "submit",
    "switch_questions",
    "take_over",
    "try_printouts_again",
    "use_theirs",
    "use_theirs_in_part",
    "withdraw_part",
    "withdraw_signature_link",
]
