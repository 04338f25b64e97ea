"""Gathers the jobs of the wing's rooms."""

from conferences.registration.tasks import erase_guests, move_up

__all__ = ["erase_guests", "move_up"]
