"""The jobs of the agreements: fetch by id, call an action."""

from celery import shared_task

from engagements.agreements import actions
from engagements.agreements.models import Rendering


@shared_task(name="engagements.tasks.render_agreement")
def render_agreement(pk):
    """Make one agreement's PDF."""
    actions.render(pk)


@shared_task(name="engagements.tasks.sweep_renderings")
def sweep_renderings():
    """Make the PDFs whose nudge was lost, whose lease ran out, or whose next try has come."""
    Rendering.objects.sweep(actions.render)
