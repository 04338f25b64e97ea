"""Who takes part in a course, as its page of people draws them."""

from django.db.models import QuerySet

from engagements.agreements.facts import ROLES
from engagements.courses.models import Engagement, EngagementInstitution, Group, Handover, HandoverRole
from engagements.courses.models.handovers import contact_roles
from praksis.accounts.models import User
from praksis.organisations.models import Ownership, Setting


def contacts(engagement: Engagement) -> list[dict]:
    """The contacts of the other side; one who has several roles stands there once, with them all."""
    found: dict[tuple, dict] = {}
    for key, role in ROLES.items():
        person = engagement.people.get(key)
        if not person:
            continue
        who = (person["name"], person.get("email"))
        if who in found:
            found[who]["role"] += f" og {role.lower()}"
        else:
            found[who] = {**person, "role": role, "handed_over": []}
        found[who]["handed_over"].append(HandoverRole(key))
    return list(found.values())


def unfilled(engagement: Engagement) -> list[HandoverRole]:
    """The roles that the course has and nobody is in."""
    return [role for role in contact_roles(engagement) if not engagement.people.get(role)]


def groups(engagement: Engagement) -> list[dict]:
    """The course's groups with those who are in them and those who were; in three queries, however many they are."""
    return [_group(group) for group in engagement.groups.prefetch_related("members", "institutions")]


def _group(group: Group) -> dict:
    members = list(group.members.all())
    return {
        "group": group,
        "institutions": ", ".join(institution.name for institution in group.institutions.all()),
        "members": [member for member in members if not member.left_at],
        "former": [member for member in members if member.left_at],
    }


def handovers(engagement: Engagement, user: User) -> QuerySet[Handover]:
    """Who took over from whom, the newest first; what consultants leave for each other only for staff."""
    return engagement.handovers.visible_to(user).select_related("by")


def institution(institution: EngagementInstitution) -> dict:
    """A day-care institution in words; of one without a register entry only the name is known."""
    kind = ""
    if institution.setting:
        kind = f"{Setting(institution.setting).label}, {Ownership(institution.ownership).label.lower()}"
    return {"name": institution.name, "kind": kind}
