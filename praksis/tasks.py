"""The ground's jobs: each fetches by id and calls; the rules are elsewhere."""

from celery import shared_task

from praksis.accounts.sessions import SessionStore
from praksis.health import note_alive
from praksis.mail import delivery, reminders
from praksis.mail.models import Email


@shared_task
def heartbeat():
    """Published by beat and run by the worker, so it shows both to be alive."""
    note_alive("worker")


@shared_task
def deliver_email(pk):
    """Send one letter."""
    delivery.deliver(pk)


@shared_task
def sweep_outbox():
    """Send the letters whose nudge was lost, whose lease ran out, or whose next try has come."""
    Email.objects.sweep(delivery.deliver)


@shared_task
def send_reminders():
    """Queue the reminders that are due."""
    reminders.send_due()


@shared_task
def clear_sessions():
    """Remove the sessions that have expired, with what they remember of their visitors."""
    SessionStore.clear_expired()
