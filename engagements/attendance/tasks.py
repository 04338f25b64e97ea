"""The jobs of attendance."""

from celery import shared_task
from django.utils import timezone

from engagements.attendance import actions


@shared_task(name="engagements.tasks.pull_attendance")
def pull_attendance():
    """Tick off the steps of courses whose people came to an event."""
    actions.pull_due(timezone.now())
