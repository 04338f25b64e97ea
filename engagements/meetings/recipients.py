"""Who gets a meeting's agenda and minutes by mail."""

from typing import NamedTuple

from django.db.models import Q

from engagements.courses.models import Engagement
from engagements.meetings.models import Meeting
from praksis.accounts.models import Role, User


class Recipient(NamedTuple):
    """Somebody to write to; whoever can sign in finds it all on the meeting's page."""

    name: str
    email: str
    may_sign_in: bool


def recipients(meeting: Meeting) -> list[Recipient]:
    """Those invited; where nobody was, the course's contact and its consultants. Each address once."""
    people = {each.email: each.name for each in meeting.participants.all()}
    if not people:
        engagement = meeting.engagement
        people = {each.email: each.name for each in engagement.team}
        contact = engagement.contact
        if contact.get("email"):
            people[contact["email"].lower()] = contact.get("name", "")
    readers = who_may_sign_in(meeting.engagement, list(people)) if people else set()
    return [Recipient(name, email, email in readers) for email, name in people.items()]


def who_may_sign_in(engagement: Engagement, addresses: list[str]) -> set[str]:
    """Those of the addresses whose holders can sign in and see the course."""
    staff = Q(staff_roles__role__in=[Role.CONSULTANT, Role.MANAGER])
    party = Q(
        memberships__organisation__in=engagement.agreeing_organisation_ids,
        memberships__removed_at=None,
        memberships__confirmed_at__isnull=False,
    )
    accounts = User.objects.filter(staff | party, is_active=True, email__in=addresses)
    return set(accounts.values_list("email", flat=True))
