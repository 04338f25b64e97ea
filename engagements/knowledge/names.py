"""Names that a note should not hold: who takes part in the course it is of, and where. Found as whole words."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from engagements.courses.models import Engagement, GroupMember
from praksis import cpr

# A shorter part of a name is too often a common word.
SHORTEST = 4
MUNICIPALITY = " Kommune"


def names_of(engagement: Engagement) -> set[str]:
    """The names of the party, the institutions and everybody in the course, whole and in their parts."""
    names = places_of(engagement)
    people = [*_contacts(engagement.people), *(consultant.name for consultant in engagement.team)]
    people += GroupMember.objects.filter(group__engagement=engagement).order_by().values_list("name", flat=True)
    for person in people:
        names |= {person, *person.split()}
    return {name for name in names if len(name) >= SHORTEST}


def places_of(engagement: Engagement) -> set[str]:
    """The names of the party and the institutions, whole and without their first word: "Hvidtjørnen"."""
    names = {engagement.party.name.removesuffix(MUNICIPALITY)}
    for place in (engagement.party.name, *(each.name for each in engagement.institution_list)):
        names |= _of_place(place)
    return {name for name in names if len(name) >= SHORTEST}


def found_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that stand in the text, the longest in place of its parts, and what looks like CPR numbers."""
    found: list[str] = []
    for name in sorted(names, key=lambda one: (-len(one), one)):
        if _stands(name, text) and not any(name in longer for longer in found):
            found.append(name)
    return sorted(found) + cpr.find(text)


def _stands(name: str, text: str) -> bool:
    # Also in the genitive: "Glostrups"
    return re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text, re.IGNORECASE) is not None


def _of_place(name: str) -> set[str]:
    """ "Børnehuset Hvidtjørnen" is also called "Hvidtjørnen"."""
    _, _, rest = name.partition(" ")
    return {name, rest} if rest and not name.endswith(MUNICIPALITY) else {name}


def _contacts(people: dict[str, Any]) -> Iterator[str]:
    for one in people.values():
        for person in one if isinstance(one, list) else [one]:
            yield (person or {}).get("name", "")
