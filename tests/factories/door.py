from datetime import time

from django.utils import timezone

from praksis.accounts.models import Role
from tests.factories.accounts import UserFactory
from tests.factories.registration import open_event


def todays_event(**facts):
    """An event whose door is open and that begins in the last minute of the day, unless told otherwise."""
    hours = {"starts_at": time(23, 58), "ends_at": time(23, 59)}
    return open_event(**{"held_on": timezone.localdate(), **hours, **facts})


def begun_event(**facts):
    """An event that is going on since midnight."""
    return todays_event(**{"starts_at": time(0, 0), "ends_at": time(23, 59), **facts})


def event_helper(**facts):
    return UserFactory(roles=[Role.EVENT_HELPER], **facts)
