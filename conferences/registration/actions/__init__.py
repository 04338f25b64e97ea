"""What guests do with registrations, and what managers do with seats."""

from conferences.registration.actions.changing import cancel, choose, correct
from conferences.registration.actions.promoting import move_up
from conferences.registration.actions.registering import Guest, WorkshopFull, register
from conferences.registration.actions.seating import give_allowance, set_capacity

__all__ = [
    "Guest",
    "WorkshopFull",
    "cancel",
    "choose",
    "correct",
    "give_allowance",
    "move_up",
    "register",
    "set_capacity",
]
