"""Gathers the jobs of the wing's rooms."""

from engagements.agreements.tasks import render_agreement, sweep_renderings

__all__ = ["render_agreement", "sweep_renderings"]
