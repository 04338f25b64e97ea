"""What the database refuses of registrations, and how they are called."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from conferences.registration.models import Registration, WorkshopChoice
from tests.factories.registration import AllowanceFactory, RegistrationFactory, WorkshopChoiceFactory, open_event

NOON = datetime(2018, 11, 29, 12, tzinfo=UTC)
BOOKING = uuid4()

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("registration_number_once_per_event", {"number": 1}),
        ("registration_one_seat_each", {"seat": 1}),
        ("registration_waiting_number_once_per_event", {"waiting_number": 7}),
        ("registration_once_per_address", {"email": "anna@x.example"}),
        ("registration_has_a_seat_when_seated", {"seat": None}),
        ("registration_has_a_number_when_waiting", {"status": "waiting", "seat": None}),
        ("registration_is_cancelled_at_a_time", {"status": "cancelled", "seat": None}),
        ("registration_came_with_a_seat", {"waiting": True, "came_at": NOON}),
        ("registration_walk_in_once", {"is_walk_in": True, "booking": BOOKING}),
    ],
)
def test_each_constraint_is_violated_once(constraint, facts):
    event = open_event()
    there = {"is_walk_in": True, "booking": BOOKING}
    RegistrationFactory(event=event, number=1, seat=1, waiting_number=7, email="anna@x.example", **there)

    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationFactory(event=event, **{"number": 2, "seat": 2, "email": "bo@x.example", **facts})
    assert constraint in {each.name for each in Registration._meta.constraints}


def test_whoever_was_let_in_for_somebody_else_is_there_without_a_number():
    event = open_event()
    RegistrationFactory(event=event, is_walk_in=True, seat=None, came_at=NOON)

    assert event.registrations.came().count() == 1


def test_a_cancelled_address_may_come_again():
    event = open_event()
    RegistrationFactory(event=event, email="anna@x.example", cancelled=True)

    assert RegistrationFactory(event=event, email="anna@x.example").pk


@pytest.mark.parametrize(("facts", "other"), [({"seat": 1}, {"seat": 1}), ({"seat": None, "waiting_number": 1},) * 2])
def test_a_number_in_a_workshop_is_given_once(facts, other):
    choice = WorkshopChoiceFactory(**facts)
    guest = RegistrationFactory(event=choice.registration.event)

    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopChoiceFactory(registration=guest, workshop=choice.workshop, **other)


def test_a_workshop_is_chosen_once_by_a_guest():
    choice = WorkshopChoiceFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopChoiceFactory(registration=choice.registration, workshop=choice.workshop)


def test_seats_are_held_once_for_an_organisation_and_at_least_one():
    allowance = AllowanceFactory()
    for facts in ({"organisation": allowance.organisation}, {"seats": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AllowanceFactory(event=allowance.event, **facts)


def test_how_they_are_called():
    choice = WorkshopChoiceFactory()
    guest = choice.registration
    assert str(choice) == f"{guest.name}: {choice.workshop}"
    assert str(Registration(number=7)) == "Tilmelding 7"
    allowance = AllowanceFactory(seats=3)
    assert str(allowance) == f"{allowance.organisation}: 3 pladser"
    assert (guest.is_seated, guest.is_waiting, guest.is_cancelled) == (True, False, False)
    assert WorkshopChoice(seat=None, waiting_number=2).is_waiting
