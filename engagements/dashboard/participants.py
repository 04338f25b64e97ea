"""Who takes part in a course, as its page of people draws them."""

from engagements.agreements.facts import ROLES
from engagements.courses.models import Engagement, EngagementInstitution
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
            found[who] = {**person, "role": role}
    return list(found.values())


def institution(institution: EngagementInstitution) -> dict:
    """A day-care institution in words; of one without a register entry only the name is known."""
    kind = ""
    if institution.setting:
        kind = f"{Setting(institution.setting).label}, {Ownership(institution.ownership).label.lower()}"
    return {"name": institution.name, "kind": kind}
