"""Gathers the jobs of the wing's rooms."""

from engagements.agreements.tasks import render_agreement, sweep_renderings
from engagements.attendance.tasks import pull_attendance
from engagements.meetings.tasks import print_minutes, sweep_minutes

__all__ = ["print_minutes", "pull_attendance", "render_agreement", "sweep_minutes", "sweep_renderings"]
