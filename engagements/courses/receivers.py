"""The one receiver of the one doorbell: an accepted place opens a course (connected in engagements/apps.py)."""

from engagements.courses import actions


def open_accepted_place(sender, place, by, **kwargs):
    """Open the course inside the acceptance's transaction: what fails here rolls the acceptance back."""
    actions.open_course(place, by=by)
