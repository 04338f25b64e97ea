"""The jobs of the decisions room: fetch by id, call an action."""

from celery import shared_task

from applications.decisions import actions
from applications.decisions.models import DecisionLetter


@shared_task(name="applications.tasks.draw_letter")
def draw_letter(pk):
    """Make the PDF of one decision's letter."""
    actions.draw_letter(pk)


@shared_task(name="applications.tasks.sweep_letters")
def sweep_letters():
    """Make the letters whose nudge was lost, whose lease ran out, or whose next try has come."""
    DecisionLetter.objects.sweep(actions.draw_letter)
