"""The rounds as managers and approvers see them, and the decision as the applicant sees it."""

from applications.allocation.views.applicant import accept_place, decision, decline_place
from applications.allocation.views.rounds import (
    round_announce,
    round_application,
    round_approve,
    round_detail,
    round_list,
    round_propose,
    round_send_back,
)

__all__ = [
    "accept_place",
    "decision",
    "decline_place",
    "round_announce",
    "round_application",
    "round_approve",
    "round_detail",
    "round_list",
    "round_propose",
    "round_send_back",
]
