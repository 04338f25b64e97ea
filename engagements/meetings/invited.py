"""Who should be at a meeting: by its kind, out of the course's own people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from engagements.courses.models import Engagement, GroupKind, GroupMember
from engagements.meetings.kinds import MeetingKind
from praksis.prepared import Prepared

# Beside the team's consultants, who are always required: whom of the other side each kind calls, and who is required
CALLED: dict[MeetingKind, dict[str, bool]] = {
    MeetingKind.START_UP: {"coordinator": True, "head_of_day_care": True},
    MeetingKind.STEERING_GROUP: {"coordinator": True, "head_of_day_care": True},
    MeetingKind.WORKING_GROUP: {"coordinator": False},
    MeetingKind.PRACTICE: {"contact": False},
    MeetingKind.LEADERSHIP_SPARRING: {"contact": False},
    MeetingKind.CONSULTANT_SPARRING: {"contact": False},
    MeetingKind.SPARRING: {"contact": False},
}


class Invitee(NamedTuple):
    """Somebody to invite."""

    name: str
    email: str
    is_required: bool


class Suggested(NamedTuple):
    """Somebody whom a meeting's kind calls for, and as what."""

    name: str
    email: str
    is_required: bool
    why: str
    # Whether it is one of several to choose between, as the working groups are
    is_choice: bool = False


@dataclass(frozen=True)
class Offered:
    """Somebody who is called for by at least one of several kinds."""

    name: str
    email: str
    why: str
    # Those that call for them without anybody choosing
    kinds: frozenset[MeetingKind]
    required_for: tuple[MeetingKind, ...]


def suggested(engagement: Engagement, kind: MeetingKind) -> list[Suggested]:
    """Those whom a meeting of this kind in this course calls for, each address once."""
    found = [Suggested(consultant.name, consultant.email, True, "praksiskonsulent") for consultant in engagement.team]
    for role, is_required in CALLED[kind].items():
        person, why = _person(engagement, role)
        if person.get("email"):
            found.append(Suggested(person.get("name", ""), person["email"], is_required, why))
    if kind == MeetingKind.STEERING_GROUP:
        found += _steering_group(engagement)
    if kind == MeetingKind.WORKING_GROUP:
        found += _working_groups(engagement)
    return once(found)


def offered(engagement: Engagement, kinds: Iterable[MeetingKind]) -> list[Offered]:
    """Those whom any of the kinds calls for, with the kinds that require them."""
    found: dict[str, list[tuple[MeetingKind, Suggested]]] = {}
    for kind in kinds:
        for person in suggested(engagement, kind):
            found.setdefault(person.email, []).append((kind, person))
    return [
        Offered(
            name=calls[0][1].name,
            email=email,
            why=", ".join(dict.fromkeys(person.why for _, person in calls)),
            kinds=frozenset(kind for kind, person in calls if not person.is_choice),
            required_for=tuple(kind for kind, person in calls if person.is_required),
        )
        for email, calls in found.items()
    ]


def once(people: Iterable) -> list:
    """Each address once and in lower case: the first of them, required where any of them is."""
    found: dict = {}
    for person in people:
        email = person.email.strip().lower()
        known = found.get(email, person)
        found[email] = known._replace(email=email, is_required=known.is_required or person.is_required)
    return list(found.values())


def _members(engagement: UUID, kind: GroupKind) -> QuerySet:
    members = GroupMember.objects.current().exclude(email="")
    return members.filter(group__engagement=engagement, group__kind=kind)


def _of_working_groups(engagement: UUID) -> QuerySet:
    rows = _members(engagement, GroupKind.WORKING_GROUP).values_list("name", "email", "group__name")
    return rows.order_by("group__created_at", "group", "-is_chair", "joined_at", "id")


_STEERING_GROUP = Prepared(
    lambda engagement: _members(engagement, GroupKind.STEERING_GROUP).values_list("name", "email")
)
_WORKING_GROUPS = Prepared(_of_working_groups)


def _steering_group(engagement: Engagement) -> list[Suggested]:
    with_address = _STEERING_GROUP.all(engagement=engagement.pk)
    return [Suggested(name, email, True, "medlem af styregruppen") for name, email in with_address]


def _working_groups(engagement: Engagement) -> list[Suggested]:
    """The members of the course's working groups; where there are several, it is to be chosen which one meets."""
    found = _WORKING_GROUPS.all(engagement=engagement.pk)
    several = len({group for _, _, group in found}) > 1
    return [Suggested(name, email, not several, f"medlem af »{group}«", several) for name, email, group in found]


def _person(engagement: Engagement, role: str) -> tuple[dict, str]:
    """The person of the course in this role; in place of a coordinator, who a mini may lack, its contact."""
    if role == "head_of_day_care":
        return engagement.people.get(role) or {}, "dagtilbudschef"
    return engagement.contact, "tovholder" if engagement.people.get("coordinator") else "kontaktperson"
