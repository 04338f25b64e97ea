"""Taking somebody out of the mail: what they were sent, what they were reminded of, and where their links went."""

from collections.abc import Collection
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from praksis.mail.models import Email, PersonalLink, Reminder


@transaction.atomic
def erase(links: Collection[PersonalLink]) -> None:
    """Erase the letters with these links and the reminders of what they lead to, and empty the links themselves.

    A link's row stays, for the audit names it as the one by which something was done. It no longer says to whom it
    was sent, and its token can no longer be made.
    """
    now = timezone.now()
    Email.objects.filter(link__in=links).delete()
    Reminder.objects.filter(object_id__in=[link.object_id for link in links]).delete()
    for link in links:
        link.recipient, link.nonce, link.expires_at = "", uuid4(), min(link.expires_at, now)
    PersonalLink.objects.bulk_update(links, ["recipient", "nonce", "expires_at"])
