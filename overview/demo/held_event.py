"""The demo's theme days that are held: one of the past, with who came and what they thought of it, and today's."""

from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from conferences import reference as conferences
from conferences.afterwards import actions as afterwards
from conferences.door import actions as door
from conferences.programme.models import Event
from conferences.registration import actions, offered
from conferences.registration.models import GuestRole, Registration
from overview.demo import clock
from overview.demo.people import People
from overview.demo.texts import read
from praksis.accounts.models import Role
from praksis.cases.actors import Actor
from praksis.organisations.models import Municipality


def run(people: People) -> None:
    """Hold it: made and published a month before, filled, and answered in the days after."""
    facts = read("held_event")
    held_on = clock.next_working_day(clock.days_ago(facts["days_ago"]))
    event = _record(facts, held_on, people)
    registered = _register(event, facts["guests"], people)
    came = [guest for guest, row in zip(registered, facts["guests"], strict=True) if row["came"]]
    # As the door does it, one after the other
    for number, guest in enumerate(came):
        with clock.at(event.begins_at - timedelta(minutes=30 - number)):
            door.let_in(guest, at=timezone.now(), by=Actor.of(people.with_role(Role.MANAGER)))
    for number, row in enumerate(facts["answers"]):
        with clock.at(clock.moment(held_on + timedelta(days=1), f"{8 + number:02}:15")):
            _answer(came[number], row)


def run_today(people: People) -> None:
    """One that is held today, so that the door can be seen: the guests are registered, and nobody has come yet."""
    facts = read("todays_event")
    event = _record(facts, timezone.localdate(), people)
    _register(event, facts["guests"], people)


def _record(facts: dict, held_on: date, people: People) -> Event:
    dates = {
        "registration_opens_at": clock.moment(held_on - timedelta(days=35), "09:00"),
        "registration_closes_at": clock.moment(held_on - timedelta(days=3), "12:00"),
        "held_until": held_on - timedelta(days=7),
    }
    programme = {**conferences.read(facts["programme_of"]), **facts["event"]}
    with clock.at(clock.moment(held_on - timedelta(days=40))):
        return conferences.record(programme, held_on=held_on, by=Actor.of(people.with_role(Role.MANAGER)), **dates)


def _register(event: Event, guests: list[dict], people: People) -> list[Registration]:
    manager = Actor.of(people.with_role(Role.MANAGER))
    held, registered = {}, []
    for number, row in enumerate(guests):
        municipality = Municipality.objects.get(short_name=row["municipality"])
        with clock.at(clock.moment(event.held_on - timedelta(days=30), f"{9 + number:02}:05")):
            if municipality not in held:
                held[municipality] = actions.give_allowance(event, municipality, 6, by=manager)
            guest = actions.Guest(
                name=row["name"],
                email=row["email"],
                workplace=row["workplace"],
                municipality=municipality,
                role=GuestRole(row["role"]),
                on_list=True,
                workshops=[each.offers[row["workshop"]].workshop for each in offered.rounds(event)],
            )
            now, allowance = timezone.now(), held[municipality]
            registered += actions.register(event, [guest], booking=uuid4(), received_at=now, allowance=allowance)
    return registered


def _answer(guest: Registration, row: dict) -> None:
    found = Registration.objects.select_related("event__case").get(pk=guest.pk)
    afterwards.answer(
        found,
        overall=row["overall"],
        benefit=row["benefit"],
        practical=row["practical"],
        workshops={choice.workshop_id: row["workshop"] for choice in found.choices.seated()},
        takes_home=row.get("takes_home", ""),
        otherwise=row.get("otherwise", ""),
        received_at=timezone.now(),
    )
