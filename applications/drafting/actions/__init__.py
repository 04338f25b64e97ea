"""What people do with a draft, one function each."""

from applications.drafting.actions.drafts import (
    Conflict,
    Entry,
    add_institution,
    begin,
    remove_institution,
    save_answer,
    save_answers,
)
from applications.drafting.actions.signing import (
    correct_director,
    resend_signature_link,
    send_back,
    send_code,
    send_for_signature,
    sign,
    withdraw_signature_link,
)
from applications.drafting.actions.submission import submit

__all__ = [
    "Conflict",
    "Entry",
    "add_institution",
    "begin",
    "correct_director",
    "remove_institution",
    "resend_signature_link",
    "save_answer",
    "save_answers",
    "send_back",
    "send_code",
    "send_for_signature",
    "sign",
    "submit",
    "withdraw_signature_link",
]
