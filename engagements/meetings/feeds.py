"""A consultant's meetings as a calendar that one subscribes to, at an address that is its own key.

The token in the address is a keyed hash like that of the personal links (praksis.mail.links): it is stored nowhere.
"""

import hmac
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from engagements.meetings.entries import entry
from engagements.meetings.models import CalendarFeed, Meeting
from praksis.accounts.models import Role
from praksis.calendar import PUBLISH, calendar_file

# What is over stays so long, as it does in other calendars.
LOOKS_BACK = timedelta(days=30)


def address(feed: CalendarFeed) -> str:
    """The whole secret address, derived anew each time."""
    return settings.SITE_URL + reverse("engagements:calendar_feed", args=[feed.user_id, token(feed)])


def token(feed: CalendarFeed) -> str:
    """The secret part of the address."""
    return _mac(settings.LINK_KEYS[0], feed)


def find(user_id: UUID, given: str) -> CalendarFeed | None:
    """The feed that an address stands for; None for an unknown and a wrong one alike, and where nobody may have one."""
    feeds = CalendarFeed.objects.filter(user__is_active=True, user__staff_roles__role=Role.CONSULTANT)
    feed = feeds.filter(pk=user_id).first()
    return feed if feed and _opens(given, feed) else None


def meetings_of(user_id: UUID):
    """The meetings of the courses on whose team the user is now: those to come, and of late, called off or not."""
    found = Meeting.objects.filter(
        engagement__assignments__consultant=user_id,
        engagement__assignments__until=None,
        starts_at__gte=timezone.now() - LOOKS_BACK,
    )
    related = found.select_related("step", "planned_by", "engagement__case", "engagement__party")
    return related.defer("note", "engagement__people", "engagement__challenge").order_by("starts_at", "pk")


def content(feed: CalendarFeed) -> bytes:
    """What a calendar reads at the address."""
    now = timezone.now()
    entries = [entry(meeting, at=now) for meeting in meetings_of(feed.user_id)]
    return calendar_file(entries, PUBLISH, name="Møder i Praksis")


def _opens(given: str, feed: CalendarFeed) -> bool:
    return any(hmac.compare_digest(_mac(key, feed).encode(), given.encode()) for key in settings.LINK_KEYS)


def _mac(key: str, feed: CalendarFeed) -> str:
    return hmac.new(key.encode(), f"calendar:{feed.user_id}:{feed.nonce}".encode(), "sha256").hexdigest()
