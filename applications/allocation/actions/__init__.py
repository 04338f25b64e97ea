"""Choosing, proposing and approving a round's decisions, and taking up its places."""

from applications.allocation.actions.considering import (
    change_places,
    choose_set,
    explain,
    note_own_choice,
    waive,
)
from applications.allocation.actions.deciding import approve, choose, clear_choice, propose, send_back
from applications.allocation.actions.extending import extend_application, extend_round
from applications.allocation.actions.places import accept_place, decline_place, record_earlier_place

__all__ = [
    "accept_place",
    "approve",
    "change_places",
    "choose",
    "choose_set",
    "clear_choice",
    "decline_place",
    "explain",
    "extend_application",
    "extend_round",
    "note_own_choice",
    "propose",
    "record_earlier_place",
    "send_back",
    "waive",
]
