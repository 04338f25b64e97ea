"""Who may be chosen to follow up on something: those of the course who are known by name and address."""

from typing import NamedTuple

from engagements.meetings.models import Meeting, Side


class Owner(NamedTuple):
    """Somebody who can be chosen, by the address."""

    name: str
    email: str
    side: Side


def known_owners(meeting: Meeting) -> list[Owner]:
    """The course's consultants, the other side's contacts and those invited to the meeting, each address once."""
    engagement = meeting.engagement
    ours = {consultant.email.lower() for consultant in engagement.team}
    people = [(consultant.name, consultant.email) for consultant in engagement.team]
    people += [(person.get("name", ""), person.get("email", "")) for person in engagement.people.values()]
    people += [(str(person), person.email) for person in meeting.participants.all()]
    found: dict[str, Owner] = {}
    for name, given in people:
        email = given.strip().lower()
        if name and email:
            found.setdefault(email, Owner(name, email, Side.AGENCY if email in ours else Side.PARTY))
    return list(found.values())
