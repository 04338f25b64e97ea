"""The jobs of the meetings: fetch by id, call an action."""

from celery import shared_task

from engagements.meetings import actions
from engagements.meetings.models import MinutesPaper


@shared_task(name="engagements.tasks.print_minutes")
def print_minutes(pk):
    """Make the PDF of one meeting's minutes."""
    actions.print_minutes(pk)


@shared_task(name="engagements.tasks.sweep_minutes")
def sweep_minutes():
    """Make the PDFs whose nudge was lost, whose lease ran out, or whose next try has come."""
    MinutesPaper.objects.sweep(actions.print_minutes)
