"""Telling both sides that the hours of a mini run out."""

from engagements.courses.models import Engagement
from engagements.meetings import emails
from engagements.meetings.actions.guards import minutes_counted
from engagements.meetings.hours import NOTICE_MINUTES
from praksis.mail import outbox


def tell_at_eight(engagement: Engagement) -> None:
    """Write to the consultants and the contact of a mini when eight of its ten hours are held or agreed; only once.

    Called inside the transaction of what used the hours.
    """
    if not engagement.is_mini:
        return
    counted = minutes_counted(engagement)
    if counted < NOTICE_MINUTES:
        return
    for letter in emails.running_out(engagement, counted):
        outbox.queue(letter)
