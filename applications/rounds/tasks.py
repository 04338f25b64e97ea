"""The jobs of the rounds."""

from celery import shared_task
from django.utils import timezone

from applications.rounds import actions
from applications.rounds.models import BlankForm


@shared_task(name="applications.tasks.prepare_months")
def prepare_months():
    """Make the coming months' rounds of the mini courses."""
    actions.prepare_months(timezone.now())


@shared_task(name="applications.tasks.draw_blank_form")
def draw_blank_form(pk):
    """Make one edition's printed form."""
    actions.draw_blank_form(pk)


@shared_task(name="applications.tasks.sweep_blank_forms")
def sweep_blank_forms():
    """Order the form of each edition in use that has none yet, and make those that are due."""
    actions.order_blank_forms(timezone.now())
    BlankForm.objects.sweep(actions.draw_blank_form)
