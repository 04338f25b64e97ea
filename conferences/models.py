"""Gathers the models of the wing's rooms."""

from conferences.programme.models import Event, Pause, Speaker, Talk, Workshop

__all__ = ["Event", "Pause", "Speaker", "Talk", "Workshop"]
