"""The jobs of what comes afterwards."""

from celery import shared_task

from conferences.afterwards import actions


@shared_task(name="conferences.tasks.erase_answers")
def erase_answers():
    """Erase what guests wrote in the survey, and that they answered."""
    actions.erase_due()
