"""Who lets guests in, and when."""

from datetime import date, timedelta

from conferences.programme.models import Event
from praksis.accounts.models import Role

# So long after the day a device may send what it kept
LATE = timedelta(days=7)


def can_check_in(user) -> bool:
    """Helpers at events and managers stand at the door."""
    return user.is_authenticated and user.has_role(Role.EVENT_HELPER, Role.MANAGER)


def can_use_door(user, event: Event, today: date) -> bool:
    """On the day the door is open for both; managers correct who came afterwards, until the guests are erased.

    Nobody is let in to what is called off.
    """
    if not can_check_in(user) or event.is_called_off:
        return False
    if event.held_on == today:
        return True
    return user.has_role(Role.MANAGER) and event.held_on < today < event.erased_on


def can_send_late(user, event: Event, today: date) -> bool:
    """What a device without network kept from the day is taken for a week."""
    return can_check_in(user) and event.held_on < today <= event.held_on + LATE
