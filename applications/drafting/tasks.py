"""The jobs of the drafting room: fetch by id, call an action."""

from celery import shared_task

from applications.drafting import actions
from applications.drafting.models import Printout


@shared_task(name="applications.tasks.draw_printout")
def draw_printout(pk):
    """Make one application's PDF."""
    actions.draw_printout(pk)


@shared_task(name="applications.tasks.sweep_printouts")
def sweep_printouts():
    """Make the PDFs whose nudge was lost, whose lease ran out, or whose next try has come."""
    Printout.objects.sweep(actions.draw_printout)
