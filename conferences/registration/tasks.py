"""The jobs of registration."""

from celery import shared_task

from conferences.registration import actions


@shared_task(name="conferences.tasks.move_up")
def move_up():
    """Give seats that are no longer held to those who wait."""
    actions.move_up_everywhere()


@shared_task(name="conferences.tasks.erase_guests")
def erase_guests():
    """Erase what is no longer to be kept of guests."""
    actions.erase_due()
