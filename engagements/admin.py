"""Gathers the admin pages of the wing's rooms: for administrators, to look things up."""

from engagements.agreements import admin as agreements
from engagements.courses import admin as courses
from engagements.evaluation import admin as evaluation
from engagements.knowledge import admin as knowledge
from engagements.meetings import admin as meetings
from engagements.plans import admin as plans

__all__ = ["agreements", "courses", "evaluation", "knowledge", "meetings", "plans"]
