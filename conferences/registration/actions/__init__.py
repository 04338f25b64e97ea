"""What guests do with registrations, and what managers do with seats."""

from conferences.registration.actions.changing import cancel, choose, correct
from conferences.registration.actions.erasing import erase, erase_due, erase_needs
from conferences.registration.actions.promoting import move_up, move_up_everywhere
from conferences.registration.actions.registering import Guest, WorkshopFull, WorkshopGone, register
from conferences.registration.actions.seating import give_allowance, set_capacity, take_away
from conferences.registration.actions.telling import (
    note_export,
    note_kitchen_export,
    note_list_export,
    send_again,
    send_allowance_link,
)

__all__ = [
    "Guest",
    "WorkshopFull",
    "WorkshopGone",
    "cancel",
    "choose",
    "correct",
    "erase",
    "erase_due",
    "erase_needs",
    "give_allowance",
    "move_up",
    "move_up_everywhere",
    "note_export",
    "note_kitchen_export",
    "note_list_export",
    "register",
    "send_again",
    "send_allowance_link",
    "set_capacity",
    "take_away",
]
