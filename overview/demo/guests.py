"""Who has registered for the demo's conference and theme day, each on their own day."""

from uuid import uuid4

from django.utils import timezone

from conferences.programme.models import Event
from conferences.registration import actions, offered
from conferences.registration.models import GuestRole
from overview.demo import clock
from overview.demo.people import People
from overview.demo.texts import read
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.organisations.models import Municipality


def run(event: Event, name: str, people: People) -> None:
    """Hold seats for some municipalities, and register the guests of this event (a name in guests.json)."""
    facts = read("guests")[name]
    manager = Actor.of(people.with_role(Role.MANAGER))
    held = {}
    with clock.at(clock.moment(clock.days_ago(13), "10:00")):
        for row in facts["allowances"]:
            municipality = Municipality.objects.get(short_name=row["municipality"])
            held[row["municipality"]] = actions.give_allowance(event, municipality, row["seats"], by=manager)
    for number, row in enumerate(facts["guests"]):
        with clock.at(clock.moment(clock.days_ago(row["days_ago"]), f"{10 + number}:20")):
            actions.register(
                event,
                [_guest(event, person, row) for person in row["people"]],
                booking=uuid4(),
                received_at=timezone.now(),
                allowance=held[row["municipality"]] if row.get("held") else None,
            )


def _guest(event: Event, person: dict, row: dict) -> actions.Guest:
    name = row["municipality"]
    chosen = zip(offered.rounds(event), person["workshops"], strict=False)
    return actions.Guest(
        name=person["name"],
        email=person["email"],
        workplace=row["workplace"],
        municipality=Municipality.objects.get(short_name=name) if name else None,
        role=GuestRole(person["role"]),
        food=person.get("food", ""),
        access=person.get("access", ""),
        on_list=True,
        workshops=[each.offers[index].workshop for each, index in chosen],
    )
