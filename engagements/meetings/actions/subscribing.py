"""The secret address of a consultant's calendar."""

import uuid

from django.db import transaction
from django.utils import timezone

from engagements.meetings.models import CalendarFeed
from praksis.accounts.models import User


@transaction.atomic
def renew_feed(user: User) -> CalendarFeed:
    """Make the consultant's calendar an address, or another one: the old one stops working at once."""
    made = {"nonce": uuid.uuid4(), "made_at": timezone.now()}
    feed, _ = CalendarFeed.objects.update_or_create(user=user, defaults=made)
    return feed
