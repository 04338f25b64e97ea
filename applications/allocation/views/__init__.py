"""The rounds as managers and approvers see them, and the applicant's answer to a place."""

from applications.allocation.views.applicant import accept_place, decline_place
from applications.allocation.views.composition import (
    round_composition,
    round_explanations,
    round_load,
    round_map,
    round_own_choice,
    round_places,
    round_ready,
    round_snapshot,
    round_snapshot_file,
)
from applications.allocation.views.entering import round_enter
from applications.allocation.views.extending import round_extend
from applications.allocation.views.proposing import round_propose
from applications.allocation.views.rounds import (
    round_application,
    round_approve,
    round_detail,
    round_list,
    round_send_back,
)
from applications.allocation.views.years import own_applications

__all__ = [
    "accept_place",
    "decline_place",
    "own_applications",
    "round_application",
    "round_approve",
    "round_composition",
    "round_detail",
    "round_enter",
    "round_explanations",
    "round_extend",
    "round_list",
    "round_load",
    "round_map",
    "round_own_choice",
    "round_places",
    "round_propose",
    "round_ready",
    "round_send_back",
    "round_snapshot",
    "round_snapshot_file",
]
