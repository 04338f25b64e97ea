"""Gathers the jobs of the wing's rooms."""

from conferences.afterwards.tasks import erase_answers
from conferences.registration.tasks import erase_guests, move_up

__all__ = ["erase_answers", "erase_guests", "move_up"]
