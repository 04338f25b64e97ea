"""How each address of the table is asked for: its parts, what is posted, and what comes before.

A name may carry a state after "@": the same address where the matter stands otherwise. Each wing has a file here.
"""

from django.urls import reverse

from tests.access.addresses import applying, courses, events, meetings, people, plans
from tests.access.addresses.address import Address
from tests.access.world import World

WINGS = (applying, courses, meetings, plans, people, events)


def address_of(name: str, world: World | dict[str, Address]) -> tuple[str, Address]:
    """The path of a row of the table, and what belongs to it: of a world as it is now, or of its known addresses."""
    known = world if isinstance(world, dict) else addresses(world)
    address = known.get(name) or known.get(name.partition("@")[0]) or Address()
    return reverse(name.partition("@")[0], args=address.parts), address


def addresses(world: World) -> dict[str, Address]:
    """Everything that needs more than its name."""
    return {name: address for wing in WINGS for name, address in wing.addresses(world).items()}
