"""Who can own an action of the anchoring plan: those of the course whom one knows already, or anybody else by name."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from engagements.courses.models import Engagement, GroupMember


class Known(NamedTuple):
    """Somebody of the course, or one of its groups."""

    name: str
    title: str
    email: str


def known(engagement: Engagement) -> dict[str, Known]:
    """The contacts of the other side, its groups and those in them, each name once; in two queries."""
    found: dict[str, Known] = {}
    for one in _all(engagement):
        if one.name:
            found.setdefault(one.name, one)
    return found


def _all(engagement: Engagement) -> Iterator[Known]:
    for person in _contacts(engagement.people):
        yield Known(person.get("name", ""), person.get("title", ""), person.get("email", ""))
    for member in GroupMember.objects.current().filter(group__engagement=engagement).order_by("name", "pk"):
        yield Known(member.name, member.title, member.email)
    for group in engagement.groups.all():
        yield Known(group.name, "", "")


def _contacts(people: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The persons of a course's contacts; some roles are several people."""
    for one in people.values():
        yield from (one if isinstance(one, list) else [one])
