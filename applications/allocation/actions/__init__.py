"""Choosing, proposing, approving and announcing a round's decisions, and taking up its places."""

from applications.allocation.actions.deciding import announce, approve, choose, clear_choice, propose, send_back
from applications.allocation.actions.places import accept_place, decline_place, record_earlier_place

__all__ = [
    "accept_place",
    "announce",
    "approve",
    "choose",
    "clear_choice",
    "decline_place",
    "propose",
    "record_earlier_place",
    "send_back",
]
